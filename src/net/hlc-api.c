/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api.h"

#include <string.h>

#include "hlc-api-private.h"
#include "hlc-config.h"
#include "hlc-signature-check.h"

#define BEARER "Bearer "

struct _HlcApi
{
  GObject parent_instance;

  HlcStore *store;       /* (owned) */
  HlcListener *listener; /* (owned) */
  char *console_token;   /* (owned) */
  GBytes *info;          /* (owned): a JSON object */
  GPtrArray *streams;    /* (owned) (element-type HlcRequest): readers of events */
};

enum
{
  PROP_PORT = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HlcApi, hlc_api, G_TYPE_OBJECT)

static void
get_health (HlcApi *self, HlcRequest *request, const char *argument)
{
  g_autoptr (GBytes) json = g_bytes_new_static ("{\"status\":\"ok\"}", strlen ("{\"status\":\"ok\"}"));

  if (hlc_store_get_healthy (self->store))
    hlc_request_answer (request, 200, json);
  else
    hlc_request_answer_error (request, 503, "store_unavailable",
                              "The database cannot be written. Look at the console's log for the reason.");
}

static void
get_version (HlcApi *self, HlcRequest *request, const char *argument)
{
  static const char text[] = "{\"name\":\"humanlayer-console\",\"version\":\"" HLC_VERSION "\"}";
  g_autoptr (GBytes) json = g_bytes_new_static (text, strlen (text));

  hlc_request_answer (request, 200, json);
}

static const HlcApiRoute root_routes[] = {
  { "GET", "/healthz", TRUE, get_health },
  { "GET", "/version", TRUE, get_version },
};

/* Whether @path is what @pattern stands for; then @argument is its last segment, where the pattern leaves it open. */
static gboolean
match (const char *pattern, const char *path, const char **argument)
{
  gsize length = strlen (pattern);

  if (!g_str_has_suffix (pattern, "/*"))
    return strcmp (pattern, path) == 0;

  *argument = path + length - 1;

  return strncmp (pattern, path, length - 1) == 0 && **argument != '\0' && strchr (*argument, '/') == NULL;
}

/* The route for @method, or one for another method of the same path, or NULL. */
static const HlcApiRoute *
find_route (const HlcApiRoute *routes,
            guint n_routes,
            const char *method,
            const char *path,
            const char **argument)
{
  const HlcApiRoute *found = NULL;

  for (guint i = 0; i < n_routes; i++)
    {
      if (!match (routes[i].pattern, path, argument))
        continue;
      found = &routes[i];
      if (strcmp (found->method, method) == 0)
        return found;
    }

  return found;
}

static const HlcApiRoute *
find_any_route (const char *method, const char *path, const char **argument)
{
  guint n_routes = 0;
  const HlcApiRoute *console_routes = hlc_api_console_get_routes (&n_routes);
  const HlcApiRoute *route = find_route (console_routes, n_routes, method, path, argument);

  return route != NULL ? route : find_route (root_routes, G_N_ELEMENTS (root_routes), method, path, argument);
}

static gboolean
has_token (HlcApi *self, HlcRequest *request)
{
  HlcHeaderList *headers = hlc_request_get_headers (request);
  const char *authorization = hlc_header_list_lookup (headers, "Authorization");
  const char *token = NULL;

  if (hlc_header_list_count (headers, "Authorization") != 1 ||
      g_ascii_strncasecmp (authorization, BEARER, strlen (BEARER)) != 0)
    return FALSE;

  token = authorization + strlen (BEARER);

  return hlc_constant_time_equal (token, strlen (token), self->console_token, strlen (self->console_token));
}

static void
answer_unknown_path (HlcRequest *request, const char *path)
{
  if (strcmp (path, HLC_API_AGENT_PREFIX) == 0 || g_str_has_prefix (path, HLC_API_AGENT_PREFIX "/"))
    hlc_request_answer_error (
        request, 404, "agent_api_absent",
        "This version of the console does not serve the agent API (" HLC_API_AGENT_PREFIX
        "). It serves " HLC_API_CONSOLE_PREFIX " for scripts, /healthz and /version.");
  else
    hlc_request_answer_error (
        request, 404, "path_unknown",
        "There is nothing at this path. Scripts find the console below " HLC_API_CONSOLE_PREFIX
        ", agents the HumanLayer API below " HLC_API_AGENT_PREFIX ", probes /healthz and /version.");
}

static void
handle_request_cb (HlcListener *listener, HlcRequest *request, HlcRefusal *refusal, gpointer user_data)
{
  HlcApi *self = user_data;
  const char *path = hlc_request_get_path (request);
  const char *argument = NULL;
  const HlcApiRoute *route = NULL;

  if (refusal != NULL)
    {
      hlc_request_answer_error (request, refusal->status, refusal->code, refusal->message);
      return;
    }

  route = find_any_route (hlc_request_get_method (request), path, &argument);
  if (route == NULL)
    answer_unknown_path (request, path);
  else if (!route->is_open && !has_token (self, request))
    {
      hlc_request_set_header (request, "WWW-Authenticate", "Bearer");
      hlc_request_answer_error (
          request, 401, "token_wrong",
          "The console token is missing or wrong. Send the header \"Authorization: Bearer "
          "TOKEN\" with the console_token of instance.json in the data directory.");
    }
  else if (strcmp (route->method, hlc_request_get_method (request)) != 0)
    {
      hlc_request_set_header (request, "Allow", route->method);
      hlc_request_answer_error (
          request, 405, "method_not_allowed",
          "This path is not used with this method. Use the one that the Allow header names.");
    }
  else
    route->handler (self, request, argument);
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
}

static void
hlc_api_init (HlcApi *self)
{
  self->listener = hlc_listener_new (HLC_GUARD_API, handle_request_cb, self);
  self->info = g_bytes_new_static ("{}", strlen ("{}"));
  self->streams = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hlc_api_new:
 * @store: what it shows
 * @clock: the time of day
 * @console_token: the Bearer token that `/console/v1` asks for
 *
 * Makes an API that does not listen yet.
 *
 * Returns: (transfer full): the API
 */
HlcApi *
hlc_api_new (HlcStore *store, HlcClock *clock, const char *console_token)
{
  HlcApi *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (console_token != NULL && *console_token != '\0', NULL);

  self = g_object_new (HLC_TYPE_API, NULL);
  self->store = g_object_ref (store);
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
 * hlc_api_publish:
 * @event: the event's name
 * @json: the object that it is about
 *
 * Sends one event to every reader of `GET /console/v1/events`.
 */
void
hlc_api_publish (HlcApi *self, const char *event, GBytes *json)
{
  g_return_if_fail (HLC_IS_API (self));
  g_return_if_fail (event != NULL && json != NULL);

  for (guint i = self->streams->len; i > 0; i--)
    {
      if (!hlc_request_write_event (g_ptr_array_index (self->streams, i - 1), event, json))
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
