/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-notifier.h"

#include <glib/gi18n-lib.h>

#include "hlc-notification-server.h"

/* What comes within so many milliseconds is one burst. */
#define GATHER_TIME 250

/* The id of the notification that stands for many. */
#define SUMMARY_ID "pending"

/* One operation of which something is to be told, from the commit to its notification. */
typedef struct
{
  gint64 id;
  gboolean is_escalation;
} News;

/* A notification that is on the desktop. */
typedef struct
{
  char *call_id; /* (owned) */
  gboolean may_approve;
} Shown;

struct _HlcNotifier
{
  GObject parent_instance;

  GApplication *application;     /* (unowned) (nullable): it owns us; %NULL once stopped */
  HlcStore *store;               /* (owned) (nullable): %NULL once stopped */
  HlcNotificationServer *server; /* (owned) */
  HlcNotifierIsSeen is_seen;
  gpointer user_data;
  GCancellable *cancellable; /* (owned) */

  GArray *news;   /* (owned) (element-type News): gathered until the timer has run */
  GQueue to_read; /* (element-type News): to be read and told, one after the other */
  gboolean is_reading;
  GHashTable *shown; /* (owned): row id to Shown */
  gboolean has_summary;
  guint gather_source;

  gboolean enabled;
  gboolean offers_approve;
  gboolean tells_escalations;
};

enum
{
  PROP_ENABLED = 1,
  PROP_OFFERS_APPROVE,
  PROP_TELLS_ESCALATIONS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HlcNotifier, hlc_notifier, G_TYPE_OBJECT)

static void read_next (HlcNotifier *self);

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_free (shown->call_id);
  g_free (shown);
}

static char *
dup_notification_id (gint64 id)
{
  return g_strdup_printf ("operation-%" G_GINT64_FORMAT, id);
}

static void
withdraw (HlcNotifier *self, gint64 id)
{
  g_autofree char *notification_id = dup_notification_id (id);

  if (g_hash_table_remove (self->shown, &id))
    g_application_withdraw_notification (self->application, notification_id);
}

static void
withdraw_all (HlcNotifier *self)
{
  g_autofree gpointer *ids = NULL;
  guint n_ids = 0;

  ids = g_hash_table_get_keys_as_array (self->shown, &n_ids);
  for (guint i = 0; i < n_ids; i++)
    withdraw (self, *(gint64 *) ids[i]);

  if (self->has_summary)
    g_application_withdraw_notification (self->application, SUMMARY_ID);
  self->has_summary = FALSE;
}

static void
note_shown (HlcNotifier *self, HlcOperation *operation, gboolean may_approve)
{
  gint64 *key = g_new (gint64, 1);
  Shown *shown = g_new0 (Shown, 1);

  *key = operation->id;
  shown->call_id = g_strdup (operation->call_id);
  shown->may_approve = may_approve;
  g_hash_table_replace (self->shown, key, shown);
}

static void
add_button (GNotification *notification, const char *label, const char *action, const char *call_id)
{
  g_notification_add_button_with_target (notification, label, action, "s", call_id);
}

static void
tell_operation (HlcNotifier *self, HlcOperation *operation, gboolean is_escalation)
{
  g_autoptr (HlcNotificationText) text =
      hlc_notification_text_new (operation, is_escalation, hlc_notification_server_get_markup (self->server));
  g_autoptr (GNotification) notification = g_notification_new (text->title);
  g_autofree char *notification_id = dup_notification_id (operation->id);
  gboolean is_call = operation->kind == HLC_OPERATION_FUNCTION_CALL;
  gboolean may_approve = text->can_approve && self->offers_approve;

  g_notification_set_body (notification, text->body);
  g_notification_set_priority (notification,
                               is_escalation ? G_NOTIFICATION_PRIORITY_URGENT : G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.show-operation", "s", operation->call_id);
  if (may_approve)
    add_button (notification, _ ("Approve"), "app.approve-operation", operation->call_id);
  if (is_call)
    add_button (notification, _ ("Deny…"), "app.deny-operation", operation->call_id);
  add_button (notification, C_ ("notification", "Show"), "app.show-operation", operation->call_id);

  note_shown (self, operation, may_approve);
  g_application_send_notification (self->application, notification_id, notification);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcNotifier) self = user_data;
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;
  HlcStoreCounts counts = { 0 };

  if (!hlc_store_count_finish (HLC_STORE (object), result, &counts, NULL) || self->application == NULL ||
      !self->has_summary)
    return;

  if (counts.pending == 0)
    {
      withdraw_all (self);
      return;
    }

  title = hlc_notification_summary (counts.pending);
  notification = g_notification_new (title);
  g_notification_set_body (notification, _ ("Open the console to look at them one by one."));
  g_notification_set_default_action (notification, "app.show-pending");
  g_notification_add_button (notification, C_ ("notification", "Show"), "app.show-pending");
  g_application_send_notification (self->application, SUMMARY_ID, notification);
}

static void
tell_summary (HlcNotifier *self)
{
  self->has_summary = TRUE;
  hlc_store_count_async (self->store, self->cancellable, counted_cb, g_object_ref (self));
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcNotifier) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation =
      hlc_store_get_operation_by_id_finish (HLC_STORE (object), result, NULL, &error);
  g_autofree News *news = g_queue_pop_head (&self->to_read);

  self->is_reading = FALSE;
  if (self->application == NULL)
    return;

  if (operation == NULL || !hlc_operation_is_ours_to_decide (operation))
    withdraw (self, news->id);
  else if (news->is_escalation || !g_hash_table_contains (self->shown, &news->id))
    {
      if (!self->is_seen (operation->call_id, self->user_data))
        tell_operation (self, operation, news->is_escalation);
    }
  read_next (self);
}

static void
read_next (HlcNotifier *self)
{
  const News *news = g_queue_peek_head (&self->to_read);

  if (self->is_reading || news == NULL)
    return;

  self->is_reading = TRUE;
  hlc_store_get_operation_by_id_async (self->store, news->id, self->cancellable, read_cb,
                                       g_object_ref (self));
}

static void
push_to_read (HlcNotifier *self, const News *news)
{
  g_queue_push_tail (&self->to_read, g_memdup2 (news, sizeof *news));
  read_next (self);
}

/* What was gathered is told one by one, or as a number where it is much. Escalations are always told by name. */
static gboolean
gathered_cb (gpointer user_data)
{
  HlcNotifier *self = user_data;
  guint n_new = 0;

  self->gather_source = 0;
  for (guint i = 0; i < self->news->len; i++)
    n_new += g_array_index (self->news, News, i).is_escalation ? 0 : 1;

  if (n_new > 0 && (self->has_summary || n_new + g_hash_table_size (self->shown) > HLC_NOTIFIER_MAX_SINGLE))
    {
      withdraw_all (self);
      tell_summary (self);
      n_new = 0;
    }

  for (guint i = 0; i < self->news->len; i++)
    {
      const News *news = &g_array_index (self->news, News, i);

      if (news->is_escalation || n_new > 0)
        push_to_read (self, news);
    }
  g_array_set_size (self->news, 0);

  return G_SOURCE_REMOVE;
}

static void
gather (HlcNotifier *self, GArray *ids, gboolean is_escalation)
{
  for (guint i = 0; i < ids->len; i++)
    {
      const News news = { .id = g_array_index (ids, gint64, i), .is_escalation = is_escalation };

      g_array_append_val (self->news, news);
    }

  if (ids->len > 0 && self->gather_source == 0)
    self->gather_source = g_timeout_add (GATHER_TIME, gathered_cb, self);
}

static void
changed_cb (HlcStore *store, HlcStoreChanges *changes, HlcNotifier *self)
{
  g_assert (HLC_IS_NOTIFIER (self));

  for (guint i = 0; i < changes->operations->len; i++)
    {
      const News news = { .id = g_array_index (changes->operations, gint64, i) };

      if (g_hash_table_contains (self->shown, &news.id))
        push_to_read (self, &news);
    }

  /* The number changes with every operation that is decided. */
  if (self->has_summary && changes->operations->len > 0 && changes->requested->len == 0)
    tell_summary (self);

  if (!self->enabled)
    return;

  gather (self, changes->requested, FALSE);
  if (self->tells_escalations)
    gather (self, changes->escalated, TRUE);
}

static gboolean *
get_flag (HlcNotifier *self, guint id)
{
  switch (id)
    {
    case PROP_ENABLED:
      return &self->enabled;
    case PROP_OFFERS_APPROVE:
      return &self->offers_approve;
    case PROP_TELLS_ESCALATIONS:
      return &self->tells_escalations;
    default:
      return NULL;
    }
}

static void
hlc_notifier_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const gboolean *flag = get_flag (HLC_NOTIFIER (object), id);

  if (flag != NULL)
    g_value_set_boolean (value, *flag);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hlc_notifier_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HlcNotifier *self = HLC_NOTIFIER (object);
  gboolean *flag = get_flag (self, id);

  if (flag == NULL)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }

  if (*flag == g_value_get_boolean (value))
    return;

  *flag = g_value_get_boolean (value);
  if (!self->enabled && self->application != NULL)
    withdraw_all (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
hlc_notifier_dispose (GObject *object)
{
  hlc_notifier_stop (HLC_NOTIFIER (object));

  G_OBJECT_CLASS (hlc_notifier_parent_class)->dispose (object);
}

static void
hlc_notifier_finalize (GObject *object)
{
  HlcNotifier *self = HLC_NOTIFIER (object);

  g_clear_pointer (&self->news, g_array_unref);
  g_queue_clear_full (&self->to_read, g_free);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_object (&self->server);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hlc_notifier_parent_class)->finalize (object);
}

static GParamSpec *
flag_pspec (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, TRUE,
                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
hlc_notifier_class_init (HlcNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_notifier_get_property;
  object_class->set_property = hlc_notifier_set_property;
  object_class->dispose = hlc_notifier_dispose;
  object_class->finalize = hlc_notifier_finalize;

  properties[PROP_ENABLED] = flag_pspec ("enabled");
  properties[PROP_OFFERS_APPROVE] = flag_pspec ("offers-approve");
  properties[PROP_TELLS_ESCALATIONS] = flag_pspec ("tells-escalations");
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_notifier_init (HlcNotifier *self)
{
  self->enabled = TRUE;
  self->offers_approve = TRUE;
  self->tells_escalations = TRUE;
  self->cancellable = g_cancellable_new ();
  self->news = g_array_new (FALSE, FALSE, sizeof (News));
  g_queue_init (&self->to_read);
  self->shown = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, shown_free);
}

/**
 * hlc_notifier_new:
 * @application: sends the notifications and has the actions; must outlive the notifier, or until it is stopped
 * @store: whose operations are told of, from now on
 * @is_seen: one that somebody looks at is not told
 * @user_data: for @is_seen; must outlive the notifier, or until it is stopped
 *
 * Returns: (transfer full): the notifier
 */
HlcNotifier *
hlc_notifier_new (GApplication *application, HlcStore *store, HlcNotifierIsSeen is_seen, gpointer user_data)
{
  HlcNotifier *self = NULL;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (is_seen != NULL, NULL);

  self = g_object_new (HLC_TYPE_NOTIFIER, NULL);
  self->application = application;
  self->store = g_object_ref (store);
  self->is_seen = is_seen;
  self->user_data = user_data;
  self->server = hlc_notification_server_new (g_application_get_dbus_connection (application));
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, 0);

  return self;
}

/**
 * hlc_notifier_stop:
 *
 * Takes back what is on the desktop, whose buttons would lead nowhere, and ends. Before the store is closed.
 */
void
hlc_notifier_stop (HlcNotifier *self)
{
  g_return_if_fail (HLC_IS_NOTIFIER (self));

  if (self->application == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_handle_id (&self->gather_source, g_source_remove);
  withdraw_all (self);
  g_clear_object (&self->store);
  self->application = NULL;
}

static gboolean
find_shown (HlcNotifier *self, const char *call_id, gint64 *id, gboolean *may_approve)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Shown *shown = value;

      if (g_str_equal (shown->call_id, call_id))
        {
          *id = *(gint64 *) key;
          *may_approve = shown->may_approve;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * hlc_notifier_see:
 * @call_id: an operation that somebody looks at now
 *
 * Takes its notification back.
 */
void
hlc_notifier_see (HlcNotifier *self, const char *call_id)
{
  gint64 id = 0;
  gboolean may_approve = FALSE;

  g_return_if_fail (HLC_IS_NOTIFIER (self));
  g_return_if_fail (call_id != NULL);

  if (self->application != NULL && find_shown (self, call_id, &id, &may_approve))
    withdraw (self, id);
}

/**
 * hlc_notifier_may_approve:
 * @call_id: an operation
 *
 * Anybody on the session's bus can activate the application's actions; only what was offered is done.
 *
 * Returns: whether a notification that shows all of it offers to approve it
 */
gboolean
hlc_notifier_may_approve (HlcNotifier *self, const char *call_id)
{
  gint64 id = 0;
  gboolean may_approve = FALSE;

  g_return_val_if_fail (HLC_IS_NOTIFIER (self), FALSE);
  g_return_val_if_fail (call_id != NULL, FALSE);

  return find_shown (self, call_id, &id, &may_approve) && may_approve;
}

/**
 * hlc_notifier_tell_failure:
 * @call_id: an operation that was to be decided from its notification
 * @message: why it was not, and what to do
 */
void
hlc_notifier_tell_failure (HlcNotifier *self, const char *call_id, const char *message)
{
  g_autoptr (GNotification) notification = g_notification_new (_ ("Not Decided"));
  g_autofree char *escaped = NULL;

  g_return_if_fail (HLC_IS_NOTIFIER (self));

  if (self->application == NULL)
    return;

  if (hlc_notification_server_get_markup (self->server) == HLC_NOTIFICATION_MARKUP)
    escaped = g_markup_escape_text (message, -1);
  g_notification_set_body (notification, escaped != NULL ? escaped : message);
  g_notification_set_default_action_and_target (notification, "app.show-operation", "s", call_id);
  g_application_send_notification (self->application, "failure", notification);
}
