/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api.h"

#include <string.h>

#include <libsoup/soup.h>

#include "hlc-api-private.h"
#include "hlc-api-route.h"
#include "hlc-english.h"

struct _HlcApi
{
  GObject parent_instance;

  HlcStore *store;       /* (owned) */
  HlcClock *clock;       /* (owned) */
  HlcListener *listener; /* (owned) */
  GPtrArray *agent_keys; /* (owned) (element-type HlcAgentKey) */
  char *console_token;   /* (owned) */
  GBytes *info;          /* (owned): a JSON object */
  GPtrArray *streams;    /* (owned) (element-type HlcRequest): readers of events */
};

enum
{
  PROP_PORT = 1,
  N_PROPERTIES,
};

enum
{
  SIGNAL_KEY_USED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcApi, hlc_api, G_TYPE_OBJECT)

static void
answer_refusal (HlcRequest *request, const HlcRefusal *refusal)
{
  if (refusal->status == SOUP_STATUS_UNAUTHORIZED)
    hlc_request_set_header (request, "WWW-Authenticate", "Bearer");
  hlc_request_answer_error (request, refusal->status, refusal->code, refusal->message);
}

static void
answer_wrong_method (HlcRequest *request, const HlcApiRoute *routes, const char *path)
{
  g_autofree char *methods = hlc_api_route_dup_methods (routes, path);

  hlc_request_set_header (request, "Allow", methods);
  hlc_request_answer_error (request, 405, "method_not_allowed",
                            "This path is not used with this method. Use one that the Allow header names.");
}

static void
note_key_used (HlcApi *self, HlcAgentKey *key)
{
  hlc_agent_key_set_last_used_at (key, hlc_clock_get_now (self->clock));
  g_signal_emit (self, signals[SIGNAL_KEY_USED], 0, hlc_agent_key_get_name (key));
}

static void
handle_request_cb (HlcListener *listener, HlcRequest *request, HlcRefusal *refusal, gpointer user_data)
{
  HlcApi *self = user_data;
  const char *path = hlc_request_get_path (request);
  const HlcApiRoute *routes = hlc_api_route_get_table (path);
  g_autofree char *argument = NULL;
  g_autoptr (HlcRefusal) denial = NULL;
  const HlcApiRoute *route = NULL;
  HlcApiTarget target = { 0 };

  if (refusal != NULL)
    {
      answer_refusal (request, refusal);
      return;
    }

  route = hlc_api_route_find (routes, hlc_request_get_method (request), path, &argument);
  if (route == NULL)
    {
      g_autofree char *message = hlc_api_route_dup_unknown (path, hlc_api_get_port (self));

      hlc_request_answer_error (request, 404, "path_unknown", message);
      return;
    }

  target.kind = route->kind;
  target.argument = argument;
  denial = hlc_api_access_check (request, route->access, self->console_token, self->agent_keys, &target.key);
  if (target.key != NULL)
    note_key_used (self, target.key);

  if (denial != NULL)
    answer_refusal (request, denial);
  else if (strcmp (route->method, hlc_request_get_method (request)) != 0)
    answer_wrong_method (request, routes, path);
  else
    {
      /* An agent reads the same in every locale. The console's own API also speaks to people, on the command line. */
      g_auto (HlcEnglish) english = hlc_english_begin (route->access != HLC_API_CONSOLE);

      route->handler (self, request, &target);
    }
}

static void
hlc_api_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  HlcApi *self = HLC_API (object);

  switch (property_id)
    {
    case PROP_PORT:
      g_value_set_uint (value, hlc_api_get_port (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hlc_api_dispose (GObject *object)
{
  HlcApi *self = HLC_API (object);

  if (self->listener != NULL)
    hlc_listener_stop (self->listener);
  g_clear_object (&self->listener);
  g_clear_pointer (&self->streams, g_ptr_array_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_api_parent_class)->dispose (object);
}

static void
hlc_api_finalize (GObject *object)
{
  HlcApi *self = HLC_API (object);

  g_free (self->console_token);
  g_ptr_array_unref (self->agent_keys);
  hlc_clock_unref (self->clock);
  g_bytes_unref (self->info);

  G_OBJECT_CLASS (hlc_api_parent_class)->finalize (object);
}

static void
hlc_api_class_init (HlcApiClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_api_get_property;
  object_class->dispose = hlc_api_dispose;
  object_class->finalize = hlc_api_finalize;

  /**
   * HlcApi:port:
   *
   * The port it listens on; 0 while it does not listen.
   */
  properties[PROP_PORT] =
      g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * HlcApi::key-used:
   * @self: the API
   * @name: the key's name
   *
   * An agent showed a key. Emitted at each request, and an agent that waits polls every few seconds: whoever stores
   * it folds.
   */
  signals[SIGNAL_KEY_USED] = g_signal_new ("key-used", HLC_TYPE_API, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hlc_api_init (HlcApi *self)
{
  self->listener = hlc_listener_new (HLC_GUARD_API, handle_request_cb, self);
  self->agent_keys = g_ptr_array_new ();
  self->info = g_bytes_new_static ("{}", strlen ("{}"));
  self->streams = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hlc_api_new:
 * @store: what it shows
 * @clock: the time of day
 * @console_token: the Bearer token that `/console/v1` asks for
 *
 * Makes an API that does not listen yet, and that knows no agent key.
 *
 * Returns: (transfer full): the API
 */
HlcApi *
hlc_api_new (HlcStore *store, HlcClock *clock, const char *console_token)
{
  HlcApi *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (clock != NULL, NULL);
  g_return_val_if_fail (console_token != NULL && *console_token != '\0', NULL);

  self = g_object_new (HLC_TYPE_API, NULL);
  self->store = g_object_ref (store);
  self->clock = hlc_clock_ref (clock);
  self->console_token = g_strdup (console_token);

  return self;
}

/**
 * hlc_api_listen:
 * @port: the port on loopback, or 0 for a free one
 *
 * Begins to serve, in the thread-default main context, which is the store's.
 *
 * Returns: %FALSE with %HLC_ERROR_ADDRESS, as hlc_listener_listen()
 */
gboolean
hlc_api_listen (HlcApi *self, guint16 port, GError **error)
{
  g_return_val_if_fail (HLC_IS_API (self), FALSE);

  if (!hlc_listener_listen (self->listener, port, error))
    return FALSE;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PORT]);

  return TRUE;
}

/**
 * hlc_api_stop:
 *
 * Stops serving and ends the streams of events.
 */
void
hlc_api_stop (HlcApi *self)
{
  g_return_if_fail (HLC_IS_API (self));

  if (hlc_listener_get_port (self->listener) == 0)
    return;

  hlc_listener_stop (self->listener);
  g_ptr_array_set_size (self->streams, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PORT]);
}

/**
 * hlc_api_get_port:
 *
 * Returns: the port, or 0 while it does not listen
 */
guint16
hlc_api_get_port (HlcApi *self)
{
  g_return_val_if_fail (HLC_IS_API (self), 0);

  return hlc_listener_get_port (self->listener);
}

/**
 * hlc_api_set_info:
 * @json: a JSON object
 *
 * Sets what `GET /console/v1/info` answers.
 */
void
hlc_api_set_info (HlcApi *self, GBytes *json)
{
  g_return_if_fail (HLC_IS_API (self));
  g_return_if_fail (json != NULL);

  g_bytes_ref (json);
  g_bytes_unref (self->info);
  self->info = json;
}

/**
 * hlc_api_set_agent_keys:
 * @keys: (element-type HlcAgentKey): all that are valid from now on; not changed afterwards
 *
 * Sets which keys open the HumanLayer API. When one is used, the time is noted on it and HlcApi::key-used is emitted.
 */
void
hlc_api_set_agent_keys (HlcApi *self, GPtrArray *keys)
{
  g_return_if_fail (HLC_IS_API (self));
  g_return_if_fail (keys != NULL);

  g_ptr_array_ref (keys);
  g_ptr_array_unref (self->agent_keys);
  self->agent_keys = keys;
}

/**
 * hlc_api_publish:
 * @event: the event's name
 * @json: the object that it is about
 *
 * Sends one event to every reader of `GET /console/v1/events`.
 */
void
hlc_api_publish (HlcApi *self, const char *event, GBytes *json)
{
  g_autoptr (GBytes) chunk = NULL;

  g_return_if_fail (HLC_IS_API (self));
  g_return_if_fail (event != NULL && json != NULL);

  if (self->streams->len == 0)
    return;

  chunk = hlc_request_format_event (event, json);
  for (guint i = self->streams->len; i > 0; i--)
    {
      if (!hlc_request_write_event (g_ptr_array_index (self->streams, i - 1), chunk))
        g_ptr_array_remove_index_fast (self->streams, i - 1);
    }
}

/**
 * hlc_api_has_readers:
 *
 * Returns: whether anybody reads `GET /console/v1/events`
 */
gboolean
hlc_api_has_readers (HlcApi *self)
{
  g_return_val_if_fail (HLC_IS_API (self), FALSE);

  return self->streams->len > 0;
}

/*< private >
 * hlc_api_get_store:
 *
 * Returns: (transfer none): the store
 */
HlcStore *
hlc_api_get_store (HlcApi *self)
{
  return self->store;
}

/*< private >
 * hlc_api_get_clock:
 *
 * Returns: (transfer none): the time of day
 */
HlcClock *
hlc_api_get_clock (HlcApi *self)
{
  return self->clock;
}

/*< private >
 * hlc_api_get_info:
 *
 * Returns: (transfer none): a JSON object
 */
GBytes *
hlc_api_get_info (HlcApi *self)
{
  return self->info;
}

/*< private >
 * hlc_api_add_stream:
 * @request: one whose events have begun
 *
 * Keeps a reader of events until it leaves.
 */
void
hlc_api_add_stream (HlcApi *self, HlcRequest *request)
{
  g_ptr_array_add (self->streams, g_object_ref (request));
}
