/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-routes.h"

#include "hlc-store-endpoints.h"
#include "hlc-store-rules.h"

/* The shortest time between two readings, in milliseconds. */
#define INTERVAL 250

struct _HlcRoutes
{
  GObject parent_instance;

  HlcStore *store;           /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *endpoints;      /* (owned) (element-type HlcEndpoint) */
  GPtrArray *rules;          /* (owned) (element-type HlcForwardRule) */
  GPtrArray *read_endpoints; /* (owned) (nullable): while the rules are being read */
  char *error;               /* (owned) (nullable) */
  guint source_id;
  guint n_holders;
  guint is_reading : 1;
  guint is_stale : 1;
  guint is_read : 1;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcRoutes, hlc_routes, G_TYPE_OBJECT)

static gboolean
interval_cb (gpointer user_data)
{
  HlcRoutes *self = user_data;

  self->source_id = 0;
  if (self->is_stale)
    hlc_routes_read (self);

  return G_SOURCE_REMOVE;
}

/* Takes what was read; what was read before stays when that failed. */
static void
hlc_routes_finish (HlcRoutes *self, GPtrArray *rules, const GError *error)
{
  self->is_reading = FALSE;
  if (self->store == NULL)
    return;

  g_clear_pointer (&self->error, g_free);
  if (error != NULL)
    {
      self->error = g_strdup (error->message);
      g_clear_pointer (&self->read_endpoints, g_ptr_array_unref);
    }
  else
    {
      g_clear_pointer (&self->endpoints, g_ptr_array_unref);
      self->endpoints = g_steal_pointer (&self->read_endpoints);
      g_clear_pointer (&self->rules, g_ptr_array_unref);
      self->rules = g_ptr_array_ref (rules);
      self->is_read = TRUE;
    }
  self->source_id = g_timeout_add (INTERVAL, interval_cb, self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
rules_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRoutes) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = hlc_store_list_rules_finish (HLC_STORE (object), result, &error);

  hlc_routes_finish (self, rules, error);
}

static void
endpoints_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRoutes) self = user_data;
  g_autoptr (GError) error = NULL;

  self->read_endpoints = hlc_store_list_endpoints_finish (HLC_STORE (object), result, &error);
  if (self->read_endpoints == NULL)
    hlc_routes_finish (self, NULL, error);
  else
    hlc_store_list_rules_async (HLC_STORE (object), self->cancellable, rules_read_cb, g_object_ref (self));
}

static void
store_changed_cb (HlcRoutes *self, HlcStoreChanges *changes)
{
  gboolean is_touched = changes->endpoints->len > 0 || changes->rules->len > 0;
  gboolean is_moved = changes->attempts->len > 0 || changes->messages->len > 0;

  if (is_touched || (is_moved && self->n_holders > 0))
    hlc_routes_read (self);
  else if (is_moved)
    self->is_stale = TRUE;
}

static void
hlc_routes_dispose (GObject *object)
{
  HlcRoutes *self = HLC_ROUTES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_routes_parent_class)->dispose (object);
}

static void
hlc_routes_finalize (GObject *object)
{
  HlcRoutes *self = HLC_ROUTES (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->read_endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (hlc_routes_parent_class)->finalize (object);
}

static void
hlc_routes_class_init (HlcRoutesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_routes_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_routes_finalize;

  /**
   * HlcRoutes::changed:
   *
   * The endpoints and rules were read again, or could not be.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_ROUTES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_routes_init (HlcRoutes *self)
{
  self->cancellable = g_cancellable_new ();
  self->endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_endpoint_unref);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_forward_rule_unref);
}

/**
 * hlc_routes_new:
 * @store: what to follow
 *
 * Returns: (transfer full): routes that are empty until HlcRoutes::changed
 */
HlcRoutes *
hlc_routes_new (HlcStore *store)
{
  HlcRoutes *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);

  self = g_object_new (HLC_TYPE_ROUTES, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  hlc_routes_read (self);

  return self;
}

/** hlc_routes_get_endpoints: Returns: (transfer none) (element-type HlcEndpoint): replaced when they change */
GPtrArray *
hlc_routes_get_endpoints (HlcRoutes *self)
{
  g_return_val_if_fail (HLC_IS_ROUTES (self), NULL);

  return self->endpoints;
}

/** hlc_routes_get_rules: Returns: (transfer none) (element-type HlcForwardRule): replaced when they change */
GPtrArray *
hlc_routes_get_rules (HlcRoutes *self)
{
  g_return_val_if_fail (HLC_IS_ROUTES (self), NULL);

  return self->rules;
}

/**
 * hlc_routes_find_endpoint:
 * @endpoint_id: (nullable): what it is called
 *
 * Returns: (transfer none) (nullable): the endpoint
 */
HlcEndpoint *
hlc_routes_find_endpoint (HlcRoutes *self, const char *endpoint_id)
{
  g_return_val_if_fail (HLC_IS_ROUTES (self), NULL);

  for (guint i = 0; i < self->endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (self->endpoints, i);

      if (g_strcmp0 (endpoint->endpoint_id, endpoint_id) == 0)
        return endpoint;
    }

  return NULL;
}

/**
 * hlc_routes_find_rule:
 * @id: the store's row id
 *
 * Returns: (transfer none) (nullable): the rule
 */
HlcForwardRule *
hlc_routes_find_rule (HlcRoutes *self, gint64 id)
{
  g_return_val_if_fail (HLC_IS_ROUTES (self), NULL);

  for (guint i = 0; i < self->rules->len; i++)
    {
      HlcForwardRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->id == id)
        return rule;
    }

  return NULL;
}

/** hlc_routes_get_error: Returns: (transfer none) (nullable): why they could not be read the last time */
const char *
hlc_routes_get_error (HlcRoutes *self)
{
  g_return_val_if_fail (HLC_IS_ROUTES (self), NULL);

  return self->error;
}

/** hlc_routes_get_is_read: Returns: whether what it holds was read, and not only nothing yet */
gboolean
hlc_routes_get_is_read (HlcRoutes *self)
{
  g_return_val_if_fail (HLC_IS_ROUTES (self), FALSE);

  return self->is_read;
}

/** hlc_routes_hold: somebody looks at the figures: until hlc_routes_release() they follow every attempt */
void
hlc_routes_hold (HlcRoutes *self)
{
  g_return_if_fail (HLC_IS_ROUTES (self));

  if (self->n_holders++ == 0 && self->is_stale)
    hlc_routes_read (self);
}

/** hlc_routes_release: ends one hlc_routes_hold() */
void
hlc_routes_release (HlcRoutes *self)
{
  g_return_if_fail (HLC_IS_ROUTES (self));
  g_return_if_fail (self->n_holders > 0);

  self->n_holders--;
}

/** hlc_routes_read: reads again, now or as soon as that is not too often */
void
hlc_routes_read (HlcRoutes *self)
{
  g_return_if_fail (HLC_IS_ROUTES (self));

  if (self->is_reading || self->source_id != 0)
    {
      self->is_stale = TRUE;
      return;
    }

  self->is_stale = FALSE;
  self->is_reading = TRUE;
  hlc_store_list_endpoints_async (self->store, self->cancellable, endpoints_read_cb, g_object_ref (self));
}
