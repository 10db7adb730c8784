/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-remote-base.h"

/* The ports of the receiver and of the API. */
#define MAX_OWN_PORTS 2

struct _HlcRemoteTarget
{
  GObject parent_instance;

  HlcRemoteFollower *follower; /* (owned) */
  HlcRemoteKeepFunc keep;
  gpointer user_data;
  guint16 own_ports[MAX_OWN_PORTS];
  guint n_own_ports;
  char *public_url; /* (owned) (nullable) */
  char *base;       /* (owned) (nullable) */
  char *key;        /* (owned) (nullable) */
  char *own_error;  /* (owned) (nullable): why what is set is not asked */
};

enum
{
  PROP_BASE = 1,
  PROP_PROBLEM,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HlcRemoteTarget, hlc_remote_target, G_TYPE_OBJECT)

static void
clear_key (char **key)
{
  if (*key != NULL)
    explicit_bzero (*key, strlen (*key));
  g_clear_pointer (key, g_free);
}

static gboolean
check (HlcRemoteTarget *self, const char *base, GError **error)
{
  return hlc_remote_base_check_own (base, self->own_ports, self->n_own_ports, self->public_url, error);
}

/* Asks whoever is set now, unless that is us: our ports and our tunnel may have moved there. */
static void
restart (HlcRemoteTarget *self)
{
  g_autoptr (HlcRemoteClient) client = NULL;
  g_autoptr (GError) error = NULL;

  if (self->base != NULL && check (self, self->base, &error))
    client = hlc_remote_client_new (self->base, self->key, &error);
  g_free (self->own_error);
  self->own_error = error != NULL ? g_strdup (error->message) : NULL;
  hlc_remote_follower_set_client (self->follower, client);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
replace (HlcRemoteTarget *self, const char *base, const char *key)
{
  gboolean is_other = g_strcmp0 (self->base, base) != 0;
  g_autofree char *old_base = g_steal_pointer (&self->base);
  char *old_key = g_steal_pointer (&self->key);

  self->base = g_strdup (base);
  self->key = g_strdup (key);
  clear_key (&old_key);
  restart (self);
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE]);
}

static void
problem_cb (HlcRemoteTarget *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
hlc_remote_target_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  HlcRemoteTarget *self = HLC_REMOTE_TARGET (object);

  switch (property_id)
    {
    case PROP_BASE:
      g_value_set_string (value, self->base);
      break;

    case PROP_PROBLEM:
      g_value_set_string (value, hlc_remote_target_get_problem (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_remote_target_dispose (GObject *object)
{
  HlcRemoteTarget *self = HLC_REMOTE_TARGET (object);

  if (self->follower != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->follower, self);
      hlc_remote_follower_stop (self->follower);
    }
  g_clear_object (&self->follower);

  G_OBJECT_CLASS (hlc_remote_target_parent_class)->dispose (object);
}

static void
hlc_remote_target_finalize (GObject *object)
{
  HlcRemoteTarget *self = HLC_REMOTE_TARGET (object);

  g_free (self->public_url);
  g_free (self->base);
  clear_key (&self->key);
  g_free (self->own_error);

  G_OBJECT_CLASS (hlc_remote_target_parent_class)->finalize (object);
}

static void
hlc_remote_target_class_init (HlcRemoteTargetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_remote_target_get_property;
  object_class->dispose = hlc_remote_target_dispose;
  object_class->finalize = hlc_remote_target_finalize;

  properties[PROP_BASE] =
      g_param_spec_string ("base", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_remote_target_init (HlcRemoteTarget *self)
{
}

/**
 * hlc_remote_target_new:
 * @store: where operations are kept
 * @keep: (scope notified): keeps base and key
 * @user_data: for @keep; it outlives the target
 *
 * Returns: (transfer full): a target that is not set yet
 */
HlcRemoteTarget *
hlc_remote_target_new (HlcStore *store, HlcRemoteKeepFunc keep, gpointer user_data)
{
  HlcRemoteTarget *self = g_object_new (HLC_TYPE_REMOTE_TARGET, NULL);

  self->follower = hlc_remote_follower_new (store);
  self->keep = keep;
  self->user_data = user_data;
  g_signal_connect_swapped (self->follower, "notify::problem", G_CALLBACK (problem_cb), self);
  return self;
}

/**
 * hlc_remote_target_set_own:
 * @own_ports: (array length=n_own_ports) (nullable): where this console listens on loopback; at most two
 * @public_url: (nullable): where its tunnel is
 *
 * Says what leads to this console itself. When what is set does so now, it is not asked any more.
 */
void
hlc_remote_target_set_own (HlcRemoteTarget *self,
                           const guint16 *own_ports,
                           guint n_own_ports,
                           const char *public_url)
{
  g_return_if_fail (HLC_IS_REMOTE_TARGET (self));
  g_return_if_fail (n_own_ports <= MAX_OWN_PORTS);

  self->n_own_ports = n_own_ports;
  for (guint i = 0; i < n_own_ports; i++)
    self->own_ports[i] = own_ports[i];
  g_free (self->public_url);
  self->public_url = g_strdup (public_url);

  if (self->base != NULL && check (self, self->base, NULL) == (self->own_error != NULL))
    restart (self);
}

/**
 * hlc_remote_target_load:
 * @base, @key: (nullable): what was kept, both or neither
 *
 * Begins with what was kept.
 */
void
hlc_remote_target_load (HlcRemoteTarget *self, const char *base, const char *key)
{
  g_return_if_fail (HLC_IS_REMOTE_TARGET (self));
  g_return_if_fail ((base == NULL) == (key == NULL));

  replace (self, base, key);
}

/* A key is never sent to another address than the one that it was given for. */
static const char *
choose_key (HlcRemoteTarget *self, const char *base, const char *key, GError **error)
{
  if (key != NULL)
    return key;
  if (self->key != NULL && g_strcmp0 (self->base, base) == 0)
    return self->key;

  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                       _ ("There is no key for this address yet: type the API key of the project."));
  return NULL;
}

/**
 * hlc_remote_target_set:
 * @typed: the base URL, as typed
 * @key: (nullable): the key; %NULL leaves it as it is, where the address is the same
 * @error: %HLC_ERROR_ARGUMENT when one of them cannot be, or why they cannot be kept
 *
 * Sets the remote API, and goes on with the operations that were created there. It is not asked for that. Blocks while it
 * is kept.
 *
 * Returns: %FALSE when nothing has changed
 */
gboolean
hlc_remote_target_set (HlcRemoteTarget *self, const char *typed, const char *key, GError **error)
{
  g_autofree char *base = NULL;
  const char *chosen = NULL;

  g_return_val_if_fail (HLC_IS_REMOTE_TARGET (self), FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  base = hlc_remote_base_parse (typed, error);
  if (base == NULL || !check (self, base, error))
    return FALSE;

  chosen = choose_key (self, base, key, error);
  if (chosen == NULL || !hlc_remote_key_check (chosen, error) ||
      !self->keep (base, chosen, self->user_data, error))
    return FALSE;

  replace (self, base, chosen);
  return TRUE;
}

/**
 * hlc_remote_target_clear:
 * @error: why it is still kept
 *
 * Forgets address and key. Operations that were created there stay, and are not asked for any more.
 *
 * Returns: %FALSE when nothing has changed
 */
gboolean
hlc_remote_target_clear (HlcRemoteTarget *self, GError **error)
{
  g_return_val_if_fail (HLC_IS_REMOTE_TARGET (self), FALSE);

  if (!self->keep (NULL, NULL, self->user_data, error))
    return FALSE;

  replace (self, NULL, NULL);
  return TRUE;
}

/**
 * hlc_remote_target_make_client:
 * @typed: (nullable): a base URL, as typed; %NULL for the one that is set
 * @key: (nullable): the key; %NULL for the one that is kept, where the address is the same
 * @error: %HLC_ERROR_ARGUMENT when one of them cannot be
 *
 * Makes what tests a connection before it is set.
 *
 * Returns: (transfer full) (nullable): a client
 */
HlcRemoteClient *
hlc_remote_target_make_client (HlcRemoteTarget *self, const char *typed, const char *key, GError **error)
{
  g_autofree char *base = NULL;
  const char *chosen = NULL;

  g_return_val_if_fail (HLC_IS_REMOTE_TARGET (self), NULL);

  if (typed == NULL && self->base == NULL)
    {
      g_set_error_literal (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NONE_SET,
                           _ ("No remote API is set: its address and key are needed first."));
      return NULL;
    }

  base = hlc_remote_base_parse (typed != NULL ? typed : self->base, error);
  if (base == NULL || !check (self, base, error))
    return NULL;

  chosen = choose_key (self, base, key, error);
  return chosen != NULL ? hlc_remote_client_new (base, chosen, error) : NULL;
}

/**
 * hlc_remote_target_get_base:
 *
 * Returns: (transfer none) (nullable): the base URL, without slashes at its end
 */
const char *
hlc_remote_target_get_base (HlcRemoteTarget *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_TARGET (self), NULL);

  return self->base;
}

/**
 * hlc_remote_target_get_problem:
 *
 * Returns: (transfer none) (nullable): why it is not asked, or what came of asking
 */
const char *
hlc_remote_target_get_problem (HlcRemoteTarget *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_TARGET (self), NULL);

  return self->own_error != NULL ? self->own_error : hlc_remote_follower_get_problem (self->follower);
}

/**
 * hlc_remote_target_get_follower:
 *
 * Returns: (transfer none): what follows, and creates, operations there
 */
HlcRemoteFollower *
hlc_remote_target_get_follower (HlcRemoteTarget *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_TARGET (self), NULL);

  return self->follower;
}

/**
 * hlc_remote_target_stop:
 *
 * Asks nobody any more. To be called before the store is closed.
 */
void
hlc_remote_target_stop (HlcRemoteTarget *self)
{
  g_return_if_fail (HLC_IS_REMOTE_TARGET (self));

  hlc_remote_follower_stop (self->follower);
}
