/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-receiver.h"

#include <string.h>

#include "hlc-outgoing.h"
#include "hlc-priority.h"

/* Larger bodies are judged on a worker thread: explaining a wrong signature of so many bytes takes 4 ms. */
#define ASSESS_INLINE (16 * 1024)
/* Seconds after which a sender may try again when nothing can be stored. */
#define RETRY_AFTER "5"

struct _HlcReceiver
{
  GObject parent_instance;

  HlcStore *store;          /* (owned) */
  HlcClock *clock;          /* (owned) */
  HlcListener *listener;    /* (owned) */
  char *console_id;         /* (owned) (nullable) */
  GPtrArray *secrets;       /* (owned) (nullable) (element-type HlcSigningSecret): replaced, never changed */
  GPtrArray *other_secrets; /* (owned) (nullable) (element-type HlcSigningSecret): replaced, never changed */
};

enum
{
  PROP_PORT = 1,
  PROP_HAS_SECRET,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HlcReceiver, hlc_receiver, G_TYPE_OBJECT)

/* One webhook on its way from the socket to the database and back. */
typedef struct
{
  HlcReceiver *receiver;    /* (owned) */
  HlcRequest *request;      /* (owned) */
  HlcDelivery *delivery;    /* (owned) */
  const char *code;         /* (static) (nullable): of a refusal */
  GPtrArray *secrets;       /* (owned) (nullable) */
  GPtrArray *other_secrets; /* (owned) (nullable) */
} Receipt;

static void
receipt_free (Receipt *receipt)
{
  g_clear_pointer (&receipt->secrets, g_ptr_array_unref);
  g_clear_pointer (&receipt->other_secrets, g_ptr_array_unref);
  hlc_delivery_unref (receipt->delivery);
  g_object_unref (receipt->request);
  g_object_unref (receipt->receiver);
  g_free (receipt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Receipt, receipt_free)

/* Whether we sent it: forwarding what comes back to us would never end. Several consoles may each have added theirs. */
static gboolean
is_own (HlcReceiver *self, HlcHeaderList *headers)
{
  for (guint i = 0; self->console_id != NULL && i < hlc_header_list_get_length (headers); i++)
    {
      if (g_ascii_strcasecmp (hlc_header_list_get_name (headers, i), HLC_LOOP_HEADER) == 0 &&
          strcmp (hlc_header_list_get_value (headers, i), self->console_id) == 0)
        return TRUE;
    }

  return FALSE;
}

static HlcDelivery *
make_delivery (HlcReceiver *self, HlcRequest *request)
{
  HlcDelivery *delivery = hlc_delivery_new ();

  delivery->received_at = hlc_clock_get_now (self->clock);
  delivery->method = g_strdup (hlc_request_get_method (request));
  delivery->path = g_strdup (hlc_request_get_path (request));
  delivery->remote_address = g_strdup (hlc_request_get_remote_address (request));
  delivery->headers = hlc_header_list_ref (hlc_request_get_headers (request));
  delivery->body = g_bytes_ref (hlc_request_get_body (request));
  delivery->is_own = is_own (self, delivery->headers);

  return delivery;
}

static Receipt *
receipt_new (HlcReceiver *self, HlcRequest *request)
{
  Receipt *receipt = g_new0 (Receipt, 1);

  receipt->receiver = g_object_ref (self);
  receipt->request = g_object_ref (request);
  receipt->delivery = make_delivery (self, request);
  receipt->secrets = self->secrets != NULL ? g_ptr_array_ref (self->secrets) : NULL;
  receipt->other_secrets = self->other_secrets != NULL ? g_ptr_array_ref (self->other_secrets) : NULL;

  return receipt;
}

static void
take_refusal (HlcDelivery *delivery, const HlcRefusal *refusal)
{
  delivery->verdict = HLC_VERDICT_UNVERIFIED;
  delivery->reason = HLC_REASON_NOT_CHECKED;
  delivery->detail = g_strdup ("The request was refused before its signature was looked at.");
  delivery->http_status = refusal->status;
  delivery->error = g_strdup (refusal->message);
}

static void
answer (Receipt *receipt, HlcDelivery *stored)
{
  g_autoptr (GBytes) ok = NULL;

  if (stored->http_status == 200)
    {
      ok = g_bytes_new_static ("{\"status\":\"ok\"}", strlen ("{\"status\":\"ok\"}"));
      hlc_request_answer (receipt->request, 200, ok);
      return;
    }

  if (stored->http_status == 405)
    hlc_request_set_header (receipt->request, "Allow", "POST");
  if (receipt->code == NULL)
    receipt->code = stored->http_status == 401 ? hlc_reason_to_string (stored->reason) : "body_unreadable";
  hlc_request_answer_error (receipt->request, stored->http_status, receipt->code, stored->error);
}

/* Runs after COMMIT, at the priority of answers. */
static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Receipt) receipt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) stored = hlc_store_add_delivery_finish (HLC_STORE (source), result, &error);

  if (stored != NULL)
    {
      answer (receipt, stored);
      return;
    }

  g_message ("A webhook could not be stored and was turned away: %s", error->message);
  hlc_request_set_header (receipt->request, "Retry-After", RETRY_AFTER);
  hlc_request_answer_error (
      receipt->request, 503, "store_unavailable",
      "The webhook cannot be stored safely at the moment and was not accepted. Send it again "
      "in a few seconds.");
}

static void
store (Receipt *receipt)
{
  hlc_store_add_delivery_async (receipt->receiver->store, receipt->delivery, stored_cb, receipt);
}

static void
assess (Receipt *receipt)
{
  hlc_delivery_assess (receipt->delivery, receipt->secrets, receipt->other_secrets,
                       receipt->delivery->received_at);
}

static void
assess_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  assess (task_data);
  g_task_return_boolean (task, TRUE);
}

static void
assessed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  store (user_data);
}

static void
handle_request_cb (HlcListener *listener, HlcRequest *request, HlcRefusal *refusal, gpointer user_data)
{
  HlcReceiver *self = user_data;
  Receipt *receipt = receipt_new (self, request);
  g_autoptr (GTask) task = NULL;

  if (refusal != NULL)
    {
      take_refusal (receipt->delivery, refusal);
      receipt->code = refusal->code;
      store (receipt);
      return;
    }

  if (g_bytes_get_size (receipt->delivery->body) <= ASSESS_INLINE)
    {
      assess (receipt);
      store (receipt);
      return;
    }

  /* Without a source: the thread may drop the task last, and the receiver must not die there. */
  task = g_task_new (NULL, NULL, assessed_cb, receipt);
  g_task_set_source_tag (task, handle_request_cb);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, receipt, NULL);
  g_task_run_in_thread (task, assess_thread);
}

static void
hlc_receiver_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  HlcReceiver *self = HLC_RECEIVER (object);

  switch (property_id)
    {
    case PROP_PORT:
      g_value_set_uint (value, hlc_receiver_get_port (self));
      break;
    case PROP_HAS_SECRET:
      g_value_set_boolean (value, hlc_receiver_get_has_secret (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_receiver_dispose (GObject *object)
{
  HlcReceiver *self = HLC_RECEIVER (object);

  if (self->listener != NULL)
    hlc_listener_stop (self->listener);
  g_clear_object (&self->listener);
  g_clear_object (&self->store);
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  g_clear_pointer (&self->other_secrets, g_ptr_array_unref);

  G_OBJECT_CLASS (hlc_receiver_parent_class)->dispose (object);
}

static void
hlc_receiver_finalize (GObject *object)
{
  HlcReceiver *self = HLC_RECEIVER (object);

  hlc_clock_unref (self->clock);
  g_free (self->console_id);

  G_OBJECT_CLASS (hlc_receiver_parent_class)->finalize (object);
}

static void
hlc_receiver_class_init (HlcReceiverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_receiver_get_property;
  object_class->dispose = hlc_receiver_dispose;
  object_class->finalize = hlc_receiver_finalize;

  /**
   * HlcReceiver:port:
   *
   * The port it listens on; 0 while it does not listen.
   */
  properties[PROP_PORT] =
      g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * HlcReceiver:has-secret:
   *
   * Whether a signing secret is configured; without one every webhook is accepted and marked unverified.
   */
  properties[PROP_HAS_SECRET] =
      g_param_spec_boolean ("has-secret", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_receiver_init (HlcReceiver *self)
{
  self->listener = hlc_listener_new (HLC_GUARD_RECEIVER, handle_request_cb, self);
  hlc_listener_set_max_body (self->listener, HLC_RECEIVER_MAX_BODY);
}

/**
 * hlc_receiver_new:
 * @store: where webhooks go
 * @clock: tells when they come
 *
 * Makes a receiver that does not listen yet and has no secret.
 *
 * Returns: (transfer full): the receiver
 */
HlcReceiver *
hlc_receiver_new (HlcStore *store, HlcClock *clock)
{
  HlcReceiver *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (HLC_TYPE_RECEIVER, NULL);
  self->store = g_object_ref (store);
  self->clock = hlc_clock_ref (clock);

  return self;
}

/**
 * hlc_receiver_listen:
 * @port: the port on loopback, or 0 for a free one
 *
 * Begins to receive, in the thread-default main context, which is the store's.
 *
 * Returns: %FALSE with %HLC_ERROR_ADDRESS, as hlc_listener_listen()
 */
gboolean
hlc_receiver_listen (HlcReceiver *self, guint16 port, GError **error)
{
  g_return_val_if_fail (HLC_IS_RECEIVER (self), FALSE);

  if (!hlc_listener_listen (self->listener, port, error))
    return FALSE;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PORT]);

  return TRUE;
}

/**
 * hlc_receiver_stop:
 *
 * Stops receiving. Webhooks that are being stored will be, but nobody is told.
 */
void
hlc_receiver_stop (HlcReceiver *self)
{
  g_return_if_fail (HLC_IS_RECEIVER (self));

  if (hlc_listener_get_port (self->listener) == 0)
    return;

  hlc_listener_stop (self->listener);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PORT]);
}

/**
 * hlc_receiver_get_port:
 *
 * Returns: the port, or 0 while it does not listen
 */
guint16
hlc_receiver_get_port (HlcReceiver *self)
{
  g_return_val_if_fail (HLC_IS_RECEIVER (self), 0);

  return hlc_listener_get_port (self->listener);
}

static void
replace_array (GPtrArray **array, GPtrArray *new_array)
{
  g_clear_pointer (array, g_ptr_array_unref);
  if (new_array != NULL)
    *array = g_ptr_array_ref (new_array);
}

/**
 * hlc_receiver_set_secrets:
 * @secrets: (nullable) (element-type HlcSigningSecret): any of them may have signed a webhook; not changed afterwards
 * @other_secrets: (nullable) (element-type HlcSigningSecret): only named in the explanation of a failure; the same
 *
 * Sets the secrets for webhooks that come from now on.
 */
void
hlc_receiver_set_secrets (HlcReceiver *self, GPtrArray *secrets, GPtrArray *other_secrets)
{
  gboolean had_secret = FALSE;

  g_return_if_fail (HLC_IS_RECEIVER (self));

  had_secret = hlc_receiver_get_has_secret (self);
  replace_array (&self->secrets, secrets);
  replace_array (&self->other_secrets, other_secrets);
  hlc_listener_set_has_secret (self->listener, hlc_receiver_get_has_secret (self));
  if (hlc_receiver_get_has_secret (self) != had_secret)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SECRET]);
}

/**
 * hlc_receiver_set_console_id:
 * @console_id: (nullable): what our own requests carry in %HLC_LOOP_HEADER
 *
 * Sets by what a webhook that we sent ourselves is known, as one that comes back through a tunnel.
 */
void
hlc_receiver_set_console_id (HlcReceiver *self, const char *console_id)
{
  g_return_if_fail (HLC_IS_RECEIVER (self));

  g_free (self->console_id);
  self->console_id = g_strdup (console_id);
}

/**
 * hlc_receiver_get_has_secret:
 *
 * Returns: whether a signing secret is configured
 */
gboolean
hlc_receiver_get_has_secret (HlcReceiver *self)
{
  g_return_val_if_fail (HLC_IS_RECEIVER (self), FALSE);

  return self->secrets != NULL && self->secrets->len > 0;
}

/**
 * hlc_receiver_get_listener:
 *
 * Returns: (transfer none): what it listens with, to set its limits
 */
HlcListener *
hlc_receiver_get_listener (HlcReceiver *self)
{
  g_return_val_if_fail (HLC_IS_RECEIVER (self), NULL);

  return self->listener;
}
