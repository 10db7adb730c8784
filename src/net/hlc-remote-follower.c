/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-remote-follower.h"

#include "hlc-store-remote.h"

/* The shortest time between two polls, of whichever operations. Microseconds. */
#define MIN_GAP (200 * G_TIME_SPAN_MILLISECOND)

/* An operation that is asked for. */
typedef struct
{
  char *call_id; /* (owned) */
  gint64 id;     /* the store's */
  HlcOperationKind kind;
  guint n_polls;
  gint64 due_at;       /* microseconds of the monotonic clock */
  gboolean is_decided; /* by what a webhook told, while it is asked for */
} Followed;

struct _HlcRemoteFollower
{
  GObject parent_instance;

  HlcStore *store;           /* (owned) */
  HlcRemoteClient *client;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of all that the client does */
  GHashTable *followed;      /* (owned) (element-type utf8 Followed): by call_id */
  GHashTable *gone;  /* (owned) (element-type utf8 utf8): why an operation is not asked for any more */
  Followed *asked;   /* (unowned) (nullable): whose poll is under way */
  gint64 not_before; /* microseconds of the monotonic clock: no poll at all before */
  GSource *timer;    /* (owned) (nullable) */
  double time_scale;
  char *problem; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HlcRemoteFollower, hlc_remote_follower, G_TYPE_OBJECT)

enum
{
  PROP_N_FOLLOWED = 1,
  PROP_PROBLEM,
  PROP_TIME_SCALE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
followed_free (gpointer data)
{
  Followed *followed = data;

  g_free (followed->call_id);
  g_free (followed);
}

static void
set_problem (HlcRemoteFollower *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
stop_timer (HlcRemoteFollower *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
forget (HlcRemoteFollower *self, const char *call_id)
{
  if (g_hash_table_remove (self->followed, call_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FOLLOWED]);
}

static void
forget_all (HlcRemoteFollower *self)
{
  gboolean had_any = g_hash_table_size (self->followed) > 0;

  self->asked = NULL;
  g_hash_table_remove_all (self->followed);
  if (had_any)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FOLLOWED]);
}

static Followed *
find_next (HlcRemoteFollower *self)
{
  GHashTableIter iter;
  gpointer value;
  Followed *next = NULL;

  g_hash_table_iter_init (&iter, self->followed);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Followed *followed = value;

      if (next == NULL || followed->due_at < next->due_at)
        next = followed;
    }

  return next;
}

static gint64
scale (HlcRemoteFollower *self, gint64 delay)
{
  return (gint64) ((double) delay / self->time_scale);
}

static void schedule (HlcRemoteFollower *self);

/* Notes what came of a poll: @followed may be gone afterwards. */
static void
note_outcome (HlcRemoteFollower *self, Followed *followed, HlcFollowOutcome outcome, gint64 retry_after)
{
  gint64 now = g_get_monotonic_time ();
  gint64 delay = 0;

  followed->n_polls++;
  delay = hlc_follow_get_delay (outcome, followed->n_polls, retry_after);
  if (delay < 0)
    {
      forget (self, followed->call_id);
      return;
    }

  followed->due_at = now + scale (self, delay);
  self->not_before = now + scale (self, MIN_GAP);
  /* Who asks to be left alone means all of us. */
  if (outcome == HLC_FOLLOW_FAILED && retry_after > 0)
    self->not_before =
        MAX (self->not_before, now + scale (self, MIN (retry_after, HLC_FOLLOW_RETRY_AFTER_MAX)));
}

/* A decision that is being stored. */
typedef struct
{
  HlcRemoteFollower *follower; /* (owned) */
  HlcRemoteClient *client;     /* (owned): who told of it */
} Storing;

/* Followed until it is stored: what could not be written now is asked for again. */
static void
completed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Storing *storing = user_data;
  g_autoptr (HlcRemoteFollower) self = storing->follower;
  g_autoptr (HlcRemoteClient) client = storing->client;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_complete_remote_finish (HLC_STORE (source), result, &error);
  Followed *followed = self->asked;

  g_free (storing);
  if (client != self->client || followed == NULL)
    return;

  self->asked = NULL;
  note_outcome (self, followed, error != NULL ? HLC_FOLLOW_FAILED : HLC_FOLLOW_COMPLETED, -1);
  schedule (self);
  set_problem (self, error != NULL ? error->message : NULL);
}

static void
store_decision (HlcRemoteFollower *self, HlcOperation *operation)
{
  Storing *storing = g_new0 (Storing, 1);

  storing->follower = g_object_ref (self);
  storing->client = g_object_ref (self->client);
  hlc_store_complete_remote_async (self->store, operation, completed_cb, storing);
}

/* Whatever came of asking, there is nothing left to ask for. */
static void
release (HlcRemoteFollower *self, Followed *followed)
{
  forget (self, followed->call_id);
  schedule (self);
  if (g_hash_table_size (self->followed) == 0)
    set_problem (self, NULL);
}

/* A key that is not taken stays that for all: nothing is asked before there is another. */
static void
give_up (HlcRemoteFollower *self, const GError *error)
{
  forget_all (self);
  set_problem (self, error->message);
}

static void
polled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRemoteFollower) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 retry_after = -1;
  g_autoptr (HlcOperation) operation =
      hlc_remote_client_get_finish (HLC_REMOTE_CLIENT (source), result, &retry_after, &error);
  Followed *followed = self->asked;
  HlcFollowOutcome outcome = HLC_FOLLOW_PENDING;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      HLC_REMOTE_CLIENT (source) != self->client || followed == NULL)
    return;

  if (operation != NULL && operation->state != HLC_STATE_PENDING)
    {
      store_decision (self, operation);
      return;
    }

  self->asked = NULL;
  if (operation == NULL)
    outcome = hlc_remote_error_get_outcome (error);
  if (outcome == HLC_FOLLOW_REFUSED)
    {
      give_up (self, error);
      return;
    }
  if (followed->is_decided)
    {
      release (self, followed);
      return;
    }

  /* That one is not known there is no problem of the others. */
  if (outcome == HLC_FOLLOW_GONE)
    g_hash_table_replace (self->gone, g_strdup (followed->call_id), g_strdup (error->message));
  note_outcome (self, followed, outcome, retry_after);
  schedule (self);
  set_problem (self, outcome == HLC_FOLLOW_FAILED ? error->message : NULL);
}

static gboolean
due_cb (gpointer user_data)
{
  HlcRemoteFollower *self = user_data;
  Followed *next = find_next (self);

  stop_timer (self);
  if (next == NULL || self->client == NULL || self->asked != NULL)
    return G_SOURCE_REMOVE;

  self->asked = next;
  hlc_remote_client_get_async (self->client, next->kind, next->call_id, self->cancellable, polled_cb,
                               g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Wakes when the next operation is due, unless a poll is under way: that one schedules when it has ended. */
static void
schedule (HlcRemoteFollower *self)
{
  Followed *next = find_next (self);
  gint64 due_at = 0;
  gint64 wait = 0;

  stop_timer (self);
  if (next == NULL || self->client == NULL || self->asked != NULL)
    return;

  due_at = MAX (next->due_at, self->not_before);
  wait = MAX (due_at - g_get_monotonic_time (), 0);
  self->timer = g_timeout_source_new ((guint) (wait / G_TIME_SPAN_MILLISECOND) + (wait > 0 ? 1 : 0));
  g_source_set_callback (self->timer, due_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
follow (HlcRemoteFollower *self, HlcOperation *operation)
{
  Followed *followed = NULL;

  if (self->client == NULL || g_hash_table_contains (self->followed, operation->call_id) ||
      g_strcmp0 (operation->remote_base, hlc_remote_client_get_base (self->client)) != 0 ||
      g_hash_table_size (self->followed) >= HLC_REMOTE_MAX_FOLLOWED)
    return;

  followed = g_new0 (Followed, 1);
  followed->call_id = g_strdup (operation->call_id);
  followed->id = operation->id;
  followed->kind = operation->kind;
  followed->due_at = g_get_monotonic_time () + scale (self, hlc_follow_get_delay (HLC_FOLLOW_PENDING, 0, -1));
  g_hash_table_insert (self->followed, followed->call_id, followed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FOLLOWED]);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRemoteFollower) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = hlc_store_list_followed_finish (HLC_STORE (source), result, &error);

  if (list == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The operations at a remote API are not followed: %s", error->message);
      return;
    }

  for (guint i = 0; i < list->len; i++)
    follow (self, g_ptr_array_index (list, i));
  schedule (self);
}

/* A webhook has told of it, so there is nothing left to ask for. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRemoteFollower) self = user_data;
  g_autoptr (HlcOperation) operation =
      hlc_store_get_operation_finish (HLC_STORE (source), result, NULL, NULL);
  Followed *followed = NULL;

  if (operation == NULL || operation->state == HLC_STATE_PENDING)
    return;

  followed = g_hash_table_lookup (self->followed, operation->call_id);
  if (followed == NULL)
    return;

  if (followed == self->asked)
    followed->is_decided = TRUE;
  else
    release (self, followed);
}

static void
store_changed_cb (HlcRemoteFollower *self, HlcStoreChanges *changes)
{
  GHashTableIter iter;
  gpointer value;

  if (g_hash_table_size (self->followed) == 0)
    return;

  g_hash_table_iter_init (&iter, self->followed);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Followed *followed = value;

      for (guint i = 0; i < changes->operations->len; i++)
        {
          if (g_array_index (changes->operations, gint64, i) == followed->id)
            hlc_store_get_operation_async (self->store, followed->call_id, self->cancellable, looked_cb,
                                           g_object_ref (self));
        }
    }
}

static void
hlc_remote_follower_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  HlcRemoteFollower *self = HLC_REMOTE_FOLLOWER (object);

  switch (property_id)
    {
    case PROP_N_FOLLOWED:
      g_value_set_uint (value, g_hash_table_size (self->followed));
      break;

    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;

    case PROP_TIME_SCALE:
      g_value_set_double (value, self->time_scale);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_remote_follower_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  HlcRemoteFollower *self = HLC_REMOTE_FOLLOWER (object);

  switch (property_id)
    {
    case PROP_TIME_SCALE:
      hlc_remote_follower_set_time_scale (self, g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_remote_follower_dispose (GObject *object)
{
  HlcRemoteFollower *self = HLC_REMOTE_FOLLOWER (object);

  stop_timer (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_remote_follower_parent_class)->dispose (object);
}

static void
hlc_remote_follower_finalize (GObject *object)
{
  HlcRemoteFollower *self = HLC_REMOTE_FOLLOWER (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->followed);
  g_hash_table_unref (self->gone);
  g_free (self->problem);

  G_OBJECT_CLASS (hlc_remote_follower_parent_class)->finalize (object);
}

static void
hlc_remote_follower_class_init (HlcRemoteFollowerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_remote_follower_get_property;
  object_class->set_property = hlc_remote_follower_set_property;
  object_class->dispose = hlc_remote_follower_dispose;
  object_class->finalize = hlc_remote_follower_finalize;

  properties[PROP_N_FOLLOWED] = g_param_spec_uint ("n-followed", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TIME_SCALE] =
      g_param_spec_double ("time-scale", NULL, NULL, G_MINDOUBLE, G_MAXDOUBLE, 1,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_remote_follower_init (HlcRemoteFollower *self)
{
  self->cancellable = g_cancellable_new ();
  self->followed = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, followed_free);
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->time_scale = 1;
}

/**
 * hlc_remote_follower_new:
 * @store: where operations are kept
 *
 * Returns: (transfer full): a follower that asks nobody yet
 */
HlcRemoteFollower *
hlc_remote_follower_new (HlcStore *store)
{
  HlcRemoteFollower *self = g_object_new (HLC_TYPE_REMOTE_FOLLOWER, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (store_changed_cb), self);
  return self;
}

/**
 * hlc_remote_follower_set_client:
 * @client: (nullable): whom to ask; %NULL asks nobody
 *
 * Begins anew with a remote API: with what is stored as created there and pending.
 */
void
hlc_remote_follower_set_client (HlcRemoteFollower *self, HlcRemoteClient *client)
{
  g_return_if_fail (HLC_IS_REMOTE_FOLLOWER (self));

  if (self->client == client)
    return;

  hlc_remote_follower_stop (self);
  if (client == NULL)
    return;

  self->client = g_object_ref (client);
  hlc_store_list_followed_async (self->store, hlc_remote_client_get_base (client), HLC_REMOTE_MAX_FOLLOWED,
                                 self->cancellable, listed_cb, g_object_ref (self));
}

/**
 * hlc_remote_follower_set_time_scale:
 * @time_scale: by how much all pauses are shorter; 1 at first
 */
void
hlc_remote_follower_set_time_scale (HlcRemoteFollower *self, double time_scale)
{
  g_return_if_fail (HLC_IS_REMOTE_FOLLOWER (self));
  g_return_if_fail (time_scale > 0);

  if (self->time_scale == time_scale)
    return;

  self->time_scale = time_scale;
  schedule (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME_SCALE]);
}

/**
 * hlc_remote_follower_get_n_followed:
 *
 * Returns: how many operations are asked for
 */
guint
hlc_remote_follower_get_n_followed (HlcRemoteFollower *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_FOLLOWER (self), 0);

  return g_hash_table_size (self->followed);
}

/**
 * hlc_remote_follower_get_problem:
 *
 * Returns: (transfer none) (nullable): why the last poll failed
 */
const char *
hlc_remote_follower_get_problem (HlcRemoteFollower *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_FOLLOWER (self), NULL);

  return self->problem;
}

/**
 * hlc_remote_follower_get_gone_reason:
 * @call_id: of an operation
 *
 * Returns: (transfer none) (nullable): why it is not asked for any more, where the remote does not know it
 */
const char *
hlc_remote_follower_get_gone_reason (HlcRemoteFollower *self, const char *call_id)
{
  g_return_val_if_fail (HLC_IS_REMOTE_FOLLOWER (self), NULL);
  g_return_val_if_fail (call_id != NULL, NULL);

  return g_hash_table_lookup (self->gone, call_id);
}

/**
 * hlc_remote_follower_get_wait:
 *
 * Returns: until something is asked for again, in microseconds; 0 while it is; -1 where nothing will be
 */
gint64
hlc_remote_follower_get_wait (HlcRemoteFollower *self)
{
  const Followed *next = NULL;

  g_return_val_if_fail (HLC_IS_REMOTE_FOLLOWER (self), -1);

  if (self->asked != NULL)
    return 0;

  next = find_next (self);
  if (next == NULL || self->client == NULL)
    return -1;

  return MAX (MAX (next->due_at, self->not_before) - g_get_monotonic_time (), 0);
}

/**
 * hlc_remote_follower_get_client:
 *
 * Returns: (transfer none) (nullable): whom it asks
 */
HlcRemoteClient *
hlc_remote_follower_get_client (HlcRemoteFollower *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_FOLLOWER (self), NULL);

  return self->client;
}

/**
 * hlc_remote_follower_get_store:
 *
 * Returns: (transfer none): where operations are kept
 */
HlcStore *
hlc_remote_follower_get_store (HlcRemoteFollower *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_FOLLOWER (self), NULL);

  return self->store;
}

/**
 * hlc_remote_follower_follow:
 * @operation: stored, with the origin %HLC_ORIGIN_REMOTE, and pending
 *
 * Follows one more operation, where there is somebody to ask.
 */
void
hlc_remote_follower_follow (HlcRemoteFollower *self, HlcOperation *operation)
{
  g_return_if_fail (HLC_IS_REMOTE_FOLLOWER (self));

  follow (self, operation);
  schedule (self);
}

/**
 * hlc_remote_follower_stop:
 *
 * Asks nobody any more, and gives up what is under way. To be called before the store is closed.
 */
void
hlc_remote_follower_stop (HlcRemoteFollower *self)
{
  g_return_if_fail (HLC_IS_REMOTE_FOLLOWER (self));

  stop_timer (self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_object (&self->client);
  forget_all (self);
  g_hash_table_remove_all (self->gone);
  self->not_before = 0;
  set_problem (self, NULL);
}
