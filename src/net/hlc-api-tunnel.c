/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-api-tunnel.h"

#include <glib/gi18n-lib.h>

#include "hlc-api-answer.h"
#include "hlc-api-body.h"
#include "hlc-api-private.h"
#include "hlc-tunnel-json.h"
#include "hlc-tunnel-self-test.h"

/** Under which name the API carries the tunnel: only these routes know of it. */
static const char TUNNEL[] = "hlc-api-tunnel";

static const char *const status_parameters[] = { "copied", NULL };

/* A request, while the tunnel is asked or its body read. */
typedef struct
{
  HlcRequest *request; /* (owned) */
  HlcTunnel *tunnel;   /* (owned) */
  char *copied_url;    /* (owned) (nullable) */
} Asking;

/* The one member that a body may have; empty where it has none. */
typedef struct
{
  char *text; /* (owned) (nullable) */
} Wish;

static const HlcShapeField START[] = {
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static const HlcShapeField STOP[] = {
  { "name", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static const HlcShapeField TEST[] = {
  { "url", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static void
asking_free (Asking *self)
{
  g_object_unref (self->request);
  g_object_unref (self->tunnel);
  g_free (self->copied_url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
wish_free (Wish *self)
{
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

/* What a request asks of the tunnel, or %NULL where there is none; then it is answered. */
static Asking *
begin (HlcApi *api, HlcRequest *request)
{
  HlcTunnel *tunnel = g_object_get_data (G_OBJECT (api), TUNNEL);
  Asking *asking;

  if (tunnel == NULL)
    {
      hlc_request_answer_error (request, 404, "not_found", "This console looks for no tunnel.");
      return NULL;
    }

  asking = g_new0 (Asking, 1);
  asking->request = g_object_ref (request);
  asking->tunnel = g_object_ref (tunnel);
  return asking;
}

static void
answer_status (Asking *asking)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;
  const char *copied_url =
      asking->copied_url != NULL ? asking->copied_url : hlc_tunnel_get_copied_url (asking->tunnel);

  hlc_tunnel_json_write_status (writer, hlc_tunnel_get_status (asking->tunnel), copied_url,
                                hlc_tunnel_get_has_secret (asking->tunnel));
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (asking->request, 200, json);
}

/* The sentence says what was wrong with ngrok or with what was asked; no database was involved. */
static void
answer_error (HlcRequest *request, const GError *error, const char *member)
{
  if (error->domain == HLC_ERROR && error->code != HLC_ERROR_UNHEALTHY)
    hlc_api_answer_failure (request, error, "tunnel_refused", member);
  else
    hlc_request_answer_error (request, 503, "tunnel_unavailable", error->message);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;

  if (hlc_tunnel_refresh_finish (asking->tunnel, result, &error))
    answer_status (asking);
  else
    answer_error (asking->request, error, NULL);
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;

  if (hlc_tunnel_start_finish (asking->tunnel, result, &error))
    answer_status (asking);
  else
    answer_error (asking->request, error, NULL);
}

static void
stopped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;

  if (hlc_tunnel_stop_finish (asking->tunnel, result, &error))
    answer_status (asking);
  else
    answer_error (asking->request, error, "name");
}

static void
tested_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTunnelTestResult) test = hlc_tunnel_self_test_finish (asking->tunnel, result, &error);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (GBytes) json = NULL;

  if (test == NULL)
    {
      answer_error (asking->request, error, "url");
      return;
    }

  writer = hlc_json_writer_new ();
  hlc_tunnel_json_write_test (writer, test);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (asking->request, 200, json);
}

/* Reads the one member of @shape, where it has one. */
static gpointer
read_wish (HlcJsonValue body, const HlcShapeField *shape, GPtrArray *problems)
{
  g_autoptr (Wish) wish = g_new0 (Wish, 1);

  if (hlc_json_value_get_type (body) != HLC_JSON_OBJECT)
    hlc_problems_add (problems, "body", "dict_type", _ ("Send a JSON object: {%s}."),
                      shape->name != NULL ? shape->name : "");
  else
    hlc_shape_check (body, "body", shape, problems);

  /* The shape has been checked: what is read here is of its type. */
  if (problems->len == 0 && shape->name != NULL &&
      !hlc_json_read_string (body, shape->name, FALSE, &wish->text, NULL))
    g_assert_not_reached ();

  return problems->len == 0 ? g_steal_pointer (&wish) : NULL;
}

/* See HlcApiBodyFunc. */
static gpointer
read_start (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  return read_wish (body, START, problems);
}

static gpointer
read_stop (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  return read_wish (body, STOP, problems);
}

static gpointer
read_test (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  return read_wish (body, TEST, problems);
}

static void
start_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  HlcTunnel *tunnel = asking->tunnel;
  g_autoptr (Wish) wish = hlc_api_body_read_finish (asking->request, result);

  if (wish != NULL)
    hlc_tunnel_start_async (tunnel, NULL, started_cb, g_steal_pointer (&asking));
}

static void
stop_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  HlcTunnel *tunnel = asking->tunnel;
  g_autoptr (Wish) wish = hlc_api_body_read_finish (asking->request, result);

  if (wish != NULL)
    hlc_tunnel_stop_async (tunnel, wish->text, NULL, stopped_cb, g_steal_pointer (&asking));
}

static void
test_looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  HlcTunnel *tunnel = asking->tunnel;
  g_autoptr (GError) error = NULL;

  if (hlc_tunnel_refresh_finish (tunnel, result, &error))
    hlc_tunnel_self_test_async (tunnel, NULL, HLC_TUNNEL_SELF_TEST_DEADLINE, NULL, tested_cb,
                                g_steal_pointer (&asking));
  else
    answer_error (asking->request, error, NULL);
}

static void
test_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  HlcTunnel *tunnel = asking->tunnel;
  g_autoptr (Wish) wish = hlc_api_body_read_finish (asking->request, result);

  if (wish == NULL)
    return;

  if (wish->text != NULL)
    hlc_tunnel_self_test_async (tunnel, wish->text, HLC_TUNNEL_SELF_TEST_DEADLINE, NULL, tested_cb,
                                g_steal_pointer (&asking));
  else
    hlc_tunnel_refresh_async (tunnel, NULL, test_looked_cb, g_steal_pointer (&asking));
}

/*< private >
 * hlc_api_tunnel_get:
 *
 * Answers `GET /console/v1/tunnel?copied=URL` with the `tunnel` object, after a look.
 */
void
hlc_api_tunnel_get (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (HlcQueryValues) values =
      hlc_query_values_new (hlc_request_get_query (request), status_parameters);
  g_autoptr (Asking) asking = NULL;
  HlcTunnel *tunnel;

  if (hlc_api_answer_mistake (request, values))
    return;

  asking = begin (api, request);
  if (asking == NULL)
    return;

  asking->copied_url = g_strdup (hlc_query_values_get_text (values, "copied"));
  tunnel = asking->tunnel;
  hlc_tunnel_refresh_async (tunnel, NULL, looked_cb, g_steal_pointer (&asking));
}

/*< private >
 * hlc_api_tunnel_start:
 *
 * Answers `POST /console/v1/tunnel/start` of `{}` with the `tunnel` object, once a tunnel leads to the receiver.
 */
void
hlc_api_tunnel_start (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  Asking *asking = begin (api, request);

  if (asking != NULL)
    hlc_api_body_read_async (request, read_start, (GDestroyNotify) wish_free, start_read_cb, asking);
}

/*< private >
 * hlc_api_tunnel_stop:
 *
 * Answers `POST /console/v1/tunnel/stop` of `{name?}` with the `tunnel` object, once they are stopped.
 */
void
hlc_api_tunnel_stop (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  Asking *asking = begin (api, request);

  if (asking != NULL)
    hlc_api_body_read_async (request, read_stop, (GDestroyNotify) wish_free, stop_read_cb, asking);
}

/*< private >
 * hlc_api_tunnel_test:
 *
 * Answers `POST /console/v1/tunnel/test` of `{url?}` with the `tunnel_test` object, whatever the outcome.
 */
void
hlc_api_tunnel_test (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  Asking *asking = begin (api, request);

  if (asking != NULL)
    hlc_api_body_read_async (request, read_test, (GDestroyNotify) wish_free, test_read_cb, asking);
}

/**
 * hlc_api_set_tunnel:
 * @tunnel: (nullable): what `/console/v1/tunnel` shows, starts, stops and tests
 *
 * Without one, the routes answer 404.
 */
void
hlc_api_set_tunnel (HlcApi *self, HlcTunnel *tunnel)
{
  g_return_if_fail (HLC_IS_API (self));

  g_object_set_data_full (G_OBJECT (self), TUNNEL, tunnel != NULL ? g_object_ref (tunnel) : NULL,
                          g_object_unref);
}
