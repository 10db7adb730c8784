/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-api-remote.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-api-answer.h"
#include "hlc-api-exchange.h"
#include "hlc-json-member.h"
#include "hlc-random.h"
#include "hlc-remote-create.h"

/** Under which name the API carries the remote API that is set: only these routes know of it. */
static const char REMOTE[] = "hlc-api-remote";

/* Characters of an id that we make, after its prefix: 96 random bits. */
#define ID_CHARACTERS 16

/* Where a remote API is, and the key to it. */
typedef struct
{
  char *base; /* (owned) (nullable) */
  char *key;  /* (owned) (nullable) */
} Wish;

static const HlcShapeField SET[] = {
  { "base", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "key", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static const HlcShapeField TEST[] = {
  { "base", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { "key", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

/* The status, and the word for programs, of what can go wrong elsewhere. */
static const struct
{
  int error;
  guint status;
  const char *code;
} FAILURES[] = {
  { HLC_REMOTE_ERROR_CONFLICT, 409, "call_id_taken" }, { HLC_REMOTE_ERROR_NONE_SET, 409, "no_remote" },
  { HLC_REMOTE_ERROR_INVALID, 422, "remote_refused" }, { HLC_REMOTE_ERROR_TIMEOUT, 504, "remote_timeout" },
  { HLC_REMOTE_ERROR_KEY, 502, "remote_key" },
};

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->base);
  if (wish->key != NULL)
    explicit_bzero (wish->key, strlen (wish->key));
  g_free (wish->key);
  g_free (wish);
}

/* To be asked anew after a wait: the console may be stopping. Answers the request where there is none. */
static HlcRemoteTarget *
get_remote (HlcApi *api, HlcRequest *request)
{
  HlcRemoteTarget *remote = g_object_get_data (G_OBJECT (api), REMOTE);

  if (remote == NULL)
    hlc_request_answer_error (request, 404, "not_found", "This console knows of no remote API.");
  return remote;
}

static void
answer_error (HlcRequest *request, const GError *error, const char *member)
{
  if (error->domain != HLC_REMOTE_ERROR)
    {
      hlc_api_answer_failure (request, error, "call_id_taken", member);
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (FAILURES); i++)
    {
      if (error->code == FAILURES[i].error)
        {
          hlc_request_answer_error (request, FAILURES[i].status, FAILURES[i].code, error->message);
          return;
        }
    }

  hlc_request_answer_error (request, 502, "remote_failed", error->message);
}

static void
answer_remote (HlcApi *api, HlcRequest *request, HlcRemoteTarget *remote)
{
  HlcRemoteFollower *follower = hlc_remote_target_get_follower (remote);
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;
  const char *problem = hlc_remote_target_get_problem (remote);
  gint64 wait = hlc_remote_follower_get_wait (follower);

  hlc_json_writer_begin_object (writer);
  hlc_json_member_text (writer, "base", hlc_remote_target_get_base (remote));
  hlc_json_member_int (writer, "following", hlc_remote_follower_get_n_followed (follower));
  hlc_json_member_text (writer, "problem", problem);
  hlc_json_member_time (writer, "next_poll_at",
                        wait >= 0 ? hlc_clock_get_now (hlc_api_get_clock (api)) + wait : 0);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

static gpointer
read_wish (HlcJsonValue body, const HlcShapeField *shape, GPtrArray *problems)
{
  Wish *wish = NULL;

  if (hlc_json_value_get_type (body) != HLC_JSON_OBJECT)
    hlc_problems_add (problems, "body", "dict_type", _ ("Send a JSON object: {base, key}."));
  else
    hlc_shape_check (body, "body", shape, problems);
  if (problems->len > 0)
    return NULL;

  /* The shape has been checked: what is read here is of its type. */
  wish = g_new0 (Wish, 1);
  if (!hlc_json_read_string (body, "base", FALSE, &wish->base, NULL) ||
      !hlc_json_read_string (body, "key", FALSE, &wish->key, NULL))
    g_assert_not_reached ();
  return wish;
}

/* See HlcApiBodyFunc. */
static gpointer
read_set (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  return read_wish (body, SET, problems);
}

static gpointer
read_test (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  return read_wish (body, TEST, problems);
}

static void
set_remote (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  const Wish *wish = exchange->input;
  HlcRemoteTarget *remote = get_remote (exchange->api, exchange->request);
  g_autoptr (GError) error = NULL;

  if (remote == NULL)
    return;

  if (hlc_remote_target_set (remote, wish->base, wish->key, &error))
    answer_remote (exchange->api, exchange->request, remote);
  else
    answer_error (exchange->request, error, "base");
}

/* Whatever the outcome: that there is no API is no failure of ours. */
static void
answer_test (HlcRequest *request, const char *base, const HlcRemoteProject *project, const GError *error)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_begin_object (writer);
  hlc_json_member_boolean (writer, "ok", project != NULL);
  hlc_json_member_text (writer, "base", base);
  hlc_json_member_text (writer, "project", project != NULL ? project->name : NULL);
  hlc_json_member_text (writer, "organization", project != NULL ? project->organization : NULL);
  hlc_json_member_text (writer, "problem", error != NULL ? error->message : NULL);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  HlcRemoteClient *client = HLC_REMOTE_CLIENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcRemoteProject) project = hlc_remote_client_test_finish (client, result, &error);

  answer_test (request, hlc_remote_client_get_base (client), project, error);
}

static void
test_remote (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  const Wish *wish = exchange->input;
  HlcRemoteTarget *remote = get_remote (exchange->api, exchange->request);
  g_autoptr (HlcRemoteClient) client = NULL;
  g_autoptr (GError) error = NULL;

  if (remote == NULL)
    return;

  client = hlc_remote_target_make_client (remote, wish->base, wish->key, &error);
  if (client != NULL)
    hlc_remote_client_test_async (client, NULL, tested_cb, g_object_ref (exchange->request));
  else
    answer_error (exchange->request, error, "base");
}

static char *
choose_id (HlcJsonValue body, const char *name, const char *prefix)
{
  char *id = NULL;

  /* One of another type is refused when the draft is checked. */
  if (hlc_json_read_string (body, name, FALSE, &id, NULL) && id != NULL)
    return id;

  return hlc_random_token (prefix, ID_CHARACTERS);
}

/* See HlcApiBodyFunc: an HlcOperationDraft. */
static gpointer
read_draft (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  static const char *const LEFT_OUT[] = { "kind", NULL };
  g_autoptr (HlcOperationDraft) draft = NULL;
  g_autofree char *call_id = NULL;
  g_autofree char *run_id = NULL;
  HlcOperationKind kind = 0;

  if (!hlc_api_console_read_kind (body, &kind, problems))
    return NULL;

  call_id = choose_id (body, "call_id", "call_");
  run_id = choose_id (body, "run_id", "run_");
  draft = hlc_operation_draft_new (body, kind, call_id, run_id, LEFT_OUT);
  return hlc_operation_draft_check (draft, problems) ? g_steal_pointer (&draft) : NULL;
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation =
      hlc_remote_create_finish (HLC_REMOTE_FOLLOWER (source), result, &error);

  if (operation != NULL)
    hlc_api_console_answer_operation (request, operation, NULL);
  else
    answer_error (request, error, "call_id");
}

static void
create (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  HlcRemoteTarget *remote = get_remote (exchange->api, exchange->request);

  if (remote != NULL)
    hlc_remote_create_async (hlc_remote_target_get_follower (remote), exchange->input, NULL, created_cb,
                             g_object_ref (exchange->request));
}

/*< private >
 * hlc_api_remote_get:
 *
 * `GET remote`: where operations are created and followed, besides here; the key is never told.
 */
void
hlc_api_remote_get (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  HlcRemoteTarget *remote = get_remote (api, request);

  if (remote != NULL)
    answer_remote (api, request, remote);
}

/*< private >
 * hlc_api_remote_put:
 *
 * `PUT remote` of `{base, key?}`: sets it. Without a key the one that is kept stays, where the address is the same.
 */
void
hlc_api_remote_put (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_set, wish_free, set_remote);
}

/*< private >
 * hlc_api_remote_delete:
 *
 * `DELETE remote`: forgets address and key.
 */
void
hlc_api_remote_delete (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  HlcRemoteTarget *remote = get_remote (api, request);
  g_autoptr (GError) error = NULL;

  if (remote == NULL)
    return;

  if (hlc_remote_target_clear (remote, &error))
    answer_remote (api, request, remote);
  else
    answer_error (request, error, NULL);
}

/*< private >
 * hlc_api_remote_test:
 *
 * `POST remote/test` of `{base?, key?}`: whether an API is there that takes the key, `{ok, project, problem, …}`.
 */
void
hlc_api_remote_test (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_test, wish_free, test_remote);
}

/*< private >
 * hlc_api_remote_create:
 *
 * `POST remote/operations` of what `POST operations` takes: creates it there, and follows it.
 */
void
hlc_api_remote_create (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_draft,
                         (GDestroyNotify) hlc_operation_draft_free, create);
}

/**
 * hlc_api_set_remote:
 * @remote: (nullable): what `/console/v1/remote` shows, sets and creates operations at
 *
 * Without one, the routes answer 404.
 */
void
hlc_api_set_remote (HlcApi *self, HlcRemoteTarget *remote)
{
  g_return_if_fail (HLC_IS_API (self));

  g_object_set_data_full (G_OBJECT (self), REMOTE, remote != NULL ? g_object_ref (remote) : NULL,
                          g_object_unref);
}
