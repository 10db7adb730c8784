/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-dispatcher.h"

#include "hlc-error.h"
#include "hlc-flight-table.h"
#include "hlc-outbox-watch.h"
#include "hlc-post.h"
#include "hlc-priority.h"
#include "hlc-retry.h"
#include "hlc-send-attempt.h"
#include "hlc-target-url.h"
#include "hlc-url-secrets.h"

/* When the store could not take an outcome, it is asked again after this. Milliseconds. */
#define STORE_RETRY 5000

struct _HlcDispatcher
{
  GObject parent_instance;

  HlcStore *store;            /* (owned) */
  HlcEndpointVault *vault;    /* (owned) */
  HlcSendTerms terms;         /* its members are owned */
  HlcUrlSecrets *url_secrets; /* (owned) */
  HlcOutboxWatch *watch;      /* (owned) */
  GMainContext *context;      /* (owned) */
  double time_scale;

  GCancellable *cancellable; /* (owned) (nullable): of all that is under way; only while it is started */
  HlcFlightTable *flights;   /* (owned) */
  GQueue ready;              /* (element-type HlcFlight) (owned): to be started */
  GQueue unrecorded;         /* (element-type HlcFlight) (owned): the store could not take their outcome */
  GSource *start_source;     /* (owned) (nullable): while some are ready */
  GSource *record_source;    /* (owned) (nullable): while some are unrecorded */
  gboolean has_complained;   /* that they are */
};

enum
{
  PROP_TIME_SCALE = 1,
  PROP_N_UNDER_WAY,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HlcDispatcher, hlc_dispatcher, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Takes @source. Does nothing where there is one. */
static void
attach (HlcDispatcher *self, GSource **place, GSource *source, GSourceFunc callback)
{
  g_autoptr (GSource) owned = source;

  if (*place != NULL)
    return;

  g_source_set_priority (source, HLC_PRIORITY_ANSWER);
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->context);
  *place = g_steal_pointer (&owned);
}

/* It is over: there is a place again, and perhaps the turn of the next one has come. */
static void
land (HlcDispatcher *self, HlcFlight *flight)
{
  if (flight->endpoint == 0)
    hlc_url_secrets_note_sent (self->url_secrets, flight->message_id);
  hlc_flight_table_remove (self->flights, flight);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNDER_WAY]);
  hlc_outbox_watch_wake (self->watch);
}

static void record (HlcDispatcher *self, HlcFlight *flight);

static void
record_again (HlcDispatcher *self)
{
  GQueue flights = self->unrecorded;

  clear_source (&self->record_source);
  g_queue_init (&self->unrecorded);
  while (!g_queue_is_empty (&flights))
    {
      g_autoptr (HlcFlight) flight = g_queue_pop_head (&flights);

      record (self, flight);
    }
}

static gboolean
record_again_cb (gpointer user_data)
{
  record_again (user_data);
  return G_SOURCE_REMOVE;
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcFlight) flight = user_data;
  HlcDispatcher *self = hlc_flight_get_owner (flight);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcAttempt) attempt = hlc_store_record_attempt_finish (HLC_STORE (source), result, &error);

  if (flight->is_dropped)
    return;

  /* It is recorded, or there is nothing any more to record it on. */
  if (attempt != NULL || g_error_matches (error, HLC_ERROR, HLC_ERROR_NOT_FOUND) ||
      g_error_matches (error, HLC_ERROR, HLC_ERROR_CONFLICT))
    {
      self->has_complained = FALSE;
      land (self, flight);
      return;
    }

  /* The handler has it: it is not sent again because we cannot write that down now. */
  if (!self->has_complained)
    g_message ("What came of an attempt cannot be stored now: %s. Trying again every 5 s.", error->message);
  self->has_complained = TRUE;
  g_queue_push_tail (&self->unrecorded, g_steal_pointer (&flight));
  attach (self, &self->record_source, g_timeout_source_new (STORE_RETRY), record_again_cb);
}

static void
record (HlcDispatcher *self, HlcFlight *flight)
{
  hlc_store_record_attempt_async (self->store, flight->attempt, hlc_attempt_result_copy (flight->result),
                                  self->time_scale, recorded_cb, hlc_flight_ref (flight));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcFlight) flight = user_data;

  flight->result = hlc_send_attempt_finish (result, NULL);
  if (!flight->is_dropped)
    record (hlc_flight_get_owner (flight), flight);
}

static GPtrArray *
dup_secrets (HlcDispatcher *self, const HlcDueAttempt *due)
{
  if (due->endpoint == NULL)
    return hlc_url_secrets_dup (self->url_secrets, due->message->message_id);

  return hlc_endpoint_vault_dup_secrets (self->vault, due->endpoint->endpoint_id,
                                         hlc_clock_get_now (self->terms.clock));
}

/* One at a time, so that the main loop can paint in between. */
static gboolean
start_next_cb (gpointer user_data)
{
  HlcDispatcher *self = user_data;
  g_autoptr (HlcFlight) flight = g_queue_pop_head (&self->ready);
  g_autoptr (HlcDueAttempt) due = g_steal_pointer (&flight->due);
  g_autoptr (GPtrArray) secrets = dup_secrets (self, due);

  due->header_family = due->endpoint != NULL
                           ? due->endpoint->header_family
                           : hlc_url_secrets_get_family (self->url_secrets, due->message->message_id);
  hlc_send_attempt_async (due, secrets, &self->terms, self->cancellable, sent_cb, hlc_flight_ref (flight));
  if (!g_queue_is_empty (&self->ready))
    return G_SOURCE_CONTINUE;

  g_clear_pointer (&self->start_source, g_source_unref);
  return G_SOURCE_REMOVE;
}

static GArray *
ask_cb (gpointer user_data)
{
  HlcDispatcher *self = user_data;

  /* While outcomes cannot be recorded nothing is sent. But one odd outcome in a store that is well stops nobody else. */
  if (hlc_flight_table_is_full (self->flights) ||
      (!hlc_store_get_healthy (self->store) && hlc_flight_table_has_results (self->flights)))
    return NULL;

  return hlc_flight_table_dup_attempts (self->flights);
}

static gboolean
found_cb (HlcOutbox *outbox, gpointer user_data)
{
  HlcDispatcher *self = user_data;
  guint n_before = hlc_flight_table_get_size (self->flights);

  while (outbox->due->len > 0)
    {
      g_autoptr (HlcDueAttempt) due = g_ptr_array_steal_index (outbox->due, 0);
      HlcFlight *flight = NULL;

      if (!hlc_flight_table_may_add (self->flights, due))
        continue;

      flight = hlc_flight_new (g_steal_pointer (&due), self);
      g_queue_push_tail (&self->ready, hlc_flight_ref (flight));
      hlc_flight_table_add (self->flights, flight);
    }

  if (hlc_flight_table_get_size (self->flights) == n_before)
    return FALSE;

  attach (self, &self->start_source, g_idle_source_new (), start_next_cb);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNDER_WAY]);

  return TRUE;
}

static void
hlc_dispatcher_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  HlcDispatcher *self = HLC_DISPATCHER (object);

  switch (property_id)
    {
    case PROP_TIME_SCALE:
      g_value_set_double (value, self->time_scale);
      break;
    case PROP_N_UNDER_WAY:
      g_value_set_uint (value, hlc_dispatcher_get_n_under_way (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_dispatcher_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  HlcDispatcher *self = HLC_DISPATCHER (object);

  switch (property_id)
    {
    case PROP_TIME_SCALE:
      hlc_dispatcher_set_time_scale (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_dispatcher_dispose (GObject *object)
{
  HlcDispatcher *self = HLC_DISPATCHER (object);

  if (self->watch != NULL)
    hlc_dispatcher_stop (self);
  g_clear_object (&self->watch);
  g_clear_object (&self->store);
  g_clear_object (&self->vault);

  G_OBJECT_CLASS (hlc_dispatcher_parent_class)->dispose (object);
}

static void
hlc_dispatcher_finalize (GObject *object)
{
  HlcDispatcher *self = HLC_DISPATCHER (object);

  hlc_clock_unref (self->terms.clock);
  g_free (self->terms.console_id);
  g_array_unref (self->terms.own_ports);
  hlc_url_secrets_free (self->url_secrets);
  hlc_flight_table_free (self->flights);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (hlc_dispatcher_parent_class)->finalize (object);
}

static void
hlc_dispatcher_class_init (HlcDispatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_dispatcher_get_property;
  object_class->set_property = hlc_dispatcher_set_property;
  object_class->dispose = hlc_dispatcher_dispose;
  object_class->finalize = hlc_dispatcher_finalize;

  /**
   * HlcDispatcher:time-scale:
   *
   * How much faster than real time the delays between attempts run.
   */
  properties[PROP_TIME_SCALE] =
      g_param_spec_double ("time-scale", NULL, NULL, HLC_TIME_SCALE_MIN, HLC_TIME_SCALE_MAX,
                           HLC_TIME_SCALE_MIN,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * HlcDispatcher:n-under-way:
   *
   * How many attempts are being made.
   */
  properties[PROP_N_UNDER_WAY] = g_param_spec_uint ("n-under-way", NULL, NULL, 0, HLC_FLIGHTS_IN_ALL, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_dispatcher_init (HlcDispatcher *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->time_scale = HLC_TIME_SCALE_MIN;
  self->terms.own_ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->terms.deadline = HLC_POST_DEADLINE;
  self->url_secrets = hlc_url_secrets_new ();
  self->flights = hlc_flight_table_new ();
  g_queue_init (&self->ready);
  g_queue_init (&self->unrecorded);
}

/**
 * hlc_dispatcher_new:
 * @store: what waits in it is sent
 * @vault: keeps the signing secrets of endpoints
 * @clock: the one of @store
 * @console_id: what we call ourselves in what we send, see %HLC_LOOP_HEADER
 *
 * Makes a dispatcher that sends nothing yet, in the thread-default main context, which is the store's.
 *
 * Returns: (transfer full): the dispatcher
 */
HlcDispatcher *
hlc_dispatcher_new (HlcStore *store, HlcEndpointVault *vault, HlcClock *clock, const char *console_id)
{
  HlcDispatcher *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (HLC_IS_ENDPOINT_VAULT (vault), NULL);
  g_return_val_if_fail (clock != NULL && console_id != NULL, NULL);

  self = g_object_new (HLC_TYPE_DISPATCHER, NULL);
  self->store = g_object_ref (store);
  self->vault = g_object_ref (vault);
  self->terms.clock = hlc_clock_ref (clock);
  self->terms.console_id = g_strdup (console_id);
  self->watch = hlc_outbox_watch_new (store, clock, HLC_FLIGHTS_PER_ENDPOINT, ask_cb, found_cb, self);

  return self;
}

/**
 * hlc_dispatcher_start:
 *
 * Begins to send, what was under way at the last stop or crash first. Does nothing where it sends already.
 */
void
hlc_dispatcher_start (HlcDispatcher *self)
{
  g_return_if_fail (HLC_IS_DISPATCHER (self));

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  hlc_outbox_watch_start (self->watch);
}

/**
 * hlc_dispatcher_stop:
 *
 * Stops sending. What is under way is cut off and not recorded: it is sent again after the next start, under the same
 * message id. To be called before the store is closed, and before the dispatcher is let go.
 */
void
hlc_dispatcher_stop (HlcDispatcher *self)
{
  g_return_if_fail (HLC_IS_DISPATCHER (self));

  if (self->cancellable == NULL)
    return;

  hlc_outbox_watch_stop (self->watch);
  clear_source (&self->start_source);
  clear_source (&self->record_source);
  hlc_flight_table_drop_all (self->flights);
  g_queue_clear_full (&self->ready, (GDestroyNotify) hlc_flight_unref);
  g_queue_clear_full (&self->unrecorded, (GDestroyNotify) hlc_flight_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNDER_WAY]);
}

/**
 * hlc_dispatcher_wake:
 *
 * Looks now at what is due: after the machine slept, timers know nothing of the time that has passed.
 */
void
hlc_dispatcher_wake (HlcDispatcher *self)
{
  g_return_if_fail (HLC_IS_DISPATCHER (self));

  record_again (self);
  hlc_outbox_watch_wake (self->watch);
}

/**
 * hlc_dispatcher_get_n_under_way:
 *
 * Returns: how many attempts are being made
 */
guint
hlc_dispatcher_get_n_under_way (HlcDispatcher *self)
{
  g_return_val_if_fail (HLC_IS_DISPATCHER (self), 0);

  return hlc_flight_table_get_size (self->flights);
}

double
hlc_dispatcher_get_time_scale (HlcDispatcher *self)
{
  g_return_val_if_fail (HLC_IS_DISPATCHER (self), HLC_TIME_SCALE_MIN);

  return self->time_scale;
}

/**
 * hlc_dispatcher_set_time_scale:
 * @time_scale: how much faster than real time the delays between attempts run, from %HLC_TIME_SCALE_MIN to
 *   %HLC_TIME_SCALE_MAX
 *
 * Holds for what waits already, too. Timestamps of signatures and the deadline are not scaled.
 */
void
hlc_dispatcher_set_time_scale (HlcDispatcher *self, double time_scale)
{
  g_return_if_fail (HLC_IS_DISPATCHER (self));
  g_return_if_fail (time_scale >= HLC_TIME_SCALE_MIN && time_scale <= HLC_TIME_SCALE_MAX);

  if (self->time_scale == time_scale)
    return;

  self->time_scale = time_scale;
  hlc_outbox_watch_set_time_scale (self->watch, time_scale);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME_SCALE]);
}

/**
 * hlc_dispatcher_set_own_ports:
 * @ports: (array length=n_ports): where we listen ourselves, on loopback: nothing is sent there
 *
 * Holds for attempts that begin from now on.
 */
void
hlc_dispatcher_set_own_ports (HlcDispatcher *self, const guint16 *ports, guint n_ports)
{
  g_return_if_fail (HLC_IS_DISPATCHER (self));
  g_return_if_fail (ports != NULL || n_ports == 0);

  /* Another array: those who connect just now read the old one. */
  g_array_unref (self->terms.own_ports);
  self->terms.own_ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  if (n_ports > 0)
    g_array_append_vals (self->terms.own_ports, ports, n_ports);
}

/** hlc_dispatcher_get_own_ports: Returns: (transfer none) (element-type guint16): the ports that are not sent to */
GArray *
hlc_dispatcher_get_own_ports (HlcDispatcher *self)
{
  g_return_val_if_fail (HLC_IS_DISPATCHER (self), NULL);

  return self->terms.own_ports;
}

/**
 * hlc_dispatcher_check_url:
 * @url: where messages shall be sent
 *
 * Says at once, to who gives a URL, what every attempt would say of it: that it is this console's own.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT as of hlc_target_url_check_own()
 */
gboolean
hlc_dispatcher_check_url (HlcDispatcher *self, const char *url, GError **error)
{
  g_return_val_if_fail (HLC_IS_DISPATCHER (self), FALSE);

  return hlc_target_url_check_own (url, (const guint16 *) self->terms.own_ports->data,
                                   self->terms.own_ports->len, error);
}

/**
 * hlc_dispatcher_set_deadline:
 * @deadline: microseconds, see hlc_post_async(); %HLC_POST_DEADLINE at first
 *
 * Holds for attempts that begin from now on.
 */
void
hlc_dispatcher_set_deadline (HlcDispatcher *self, gint64 deadline)
{
  g_return_if_fail (HLC_IS_DISPATCHER (self));
  g_return_if_fail (deadline > 0);

  self->terms.deadline = deadline;
}

/**
 * hlc_dispatcher_set_default_secret:
 * @secret: (nullable): signs what is sent to a URL that is no endpoint's, where no other secret was given for it
 */
void
hlc_dispatcher_set_default_secret (HlcDispatcher *self, HlcSigningSecret *secret)
{
  g_return_if_fail (HLC_IS_DISPATCHER (self));

  hlc_url_secrets_set_default (self->url_secrets, secret);
}

static void
order_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcDispatcher *self = g_task_get_source_object (task);
  const HlcSendOrder *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  HlcMessage *message = hlc_store_send_finish (HLC_STORE (source), result, &error);

  if (message != NULL)
    {
      g_task_return_pointer (task, message, (GDestroyNotify) hlc_message_unref);
      return;
    }

  if (order->message_id != NULL)
    hlc_url_secrets_remove (self->url_secrets, order->message_id);
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hlc_dispatcher_send_async:
 * @order: what is sent, and where to
 * @secret: (nullable): signs it, where it goes to a URL of its own and is signed now; %NULL for the default secret. It
 *   is kept in memory only: after a restart the message cannot be sent any more
 *
 * Stores a message to be sent by hand, and has it sent. Main thread.
 */
void
hlc_dispatcher_send_async (HlcDispatcher *self,
                           const HlcSendOrder *order,
                           HlcSigningSecret *secret,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  HlcSendOrder *copy = NULL;

  g_return_if_fail (HLC_IS_DISPATCHER (self));
  g_return_if_fail (order != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  copy = hlc_send_order_copy (order);
  g_task_set_source_tag (task, hlc_dispatcher_send_async);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, copy, (GDestroyNotify) hlc_send_order_free);

  /* Before it is stored: as soon as it is, it may be due. */
  if ((copy->url != NULL && !hlc_dispatcher_check_url (self, copy->url, &error)) ||
      !hlc_url_secrets_keep_for (self->url_secrets, copy, secret, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  hlc_store_send_async (self->store, copy, order_stored_cb, g_object_ref (task));
}

/**
 * hlc_dispatcher_send_finish:
 *
 * Returns: (transfer full) (nullable): the message as it is stored, or %NULL with @error set: %HLC_ERROR_ARGUMENT where
 *   there is no secret to sign with or the URL is this console's own, otherwise as of hlc_store_send_finish()
 */
HlcMessage *
hlc_dispatcher_send_finish (HlcDispatcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (HLC_IS_DISPATCHER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
