/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-keys.h"

#include "hlc-api-private.h"
#include "hlc-error-body.h"
#include "hlc-json-document.h"
#include "hlc-json-writer.h"

/* Who keeps the keys of one API: a property of the object, so that only these routes know of it. */
typedef struct
{
  const HlcApiKeyStore *store;
  gpointer user_data;
} Keeper;

static G_DEFINE_QUARK (hlc - api - keeper, keeper)

    static const struct
{
  int error;
  guint status;
  const char *code;
} ANSWERS[] = {
  { HLC_ERROR_ARGUMENT, 422, "parameter_invalid" },
  { HLC_ERROR_NOT_FOUND, 404, "not_found" },
  { HLC_ERROR_CONFLICT, 409, "conflict" },
};

/* Who keeps the keys, or NULL; then the request is answered. */
static const Keeper *
get_keeper (HlcApi *api, HlcRequest *request)
{
  const Keeper *keeper = g_object_get_qdata (G_OBJECT (api), keeper_quark ());

  if (keeper == NULL)
    hlc_request_answer_error (request, 404, "not_found", "This console keeps no agent keys.");

  return keeper;
}

static void
answer_error (HlcRequest *request, const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (ANSWERS); i++)
    {
      if (g_error_matches (error, HLC_ERROR, ANSWERS[i].error))
        {
          hlc_request_answer_error (request, ANSWERS[i].status, ANSWERS[i].code, error->message);
          return;
        }
    }

  hlc_request_answer_error (request, 503, "secrets_unavailable", error->message);
}

static void
answer_mistake (HlcRequest *request, const char *member, const char *message)
{
  const char *loc[] = { "body", member, NULL };
  g_autoptr (GBytes) json = hlc_error_body_new ("parameter_invalid", message, loc);

  hlc_request_answer (request, 422, json);
}

/* @text: the key itself is told once, to whoever made it. */
static void
write_key (HlcJsonWriter *writer, HlcAgentKey *key, gboolean is_kept, gboolean with_text)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "name");
  hlc_json_writer_string (writer, hlc_agent_key_get_name (key));
  hlc_json_writer_name (writer, "scope");
  hlc_json_writer_string (writer, hlc_key_scope_to_string (hlc_agent_key_get_scope (key)));
  hlc_json_writer_name (writer, "kept");
  hlc_json_writer_boolean (writer, is_kept);
  hlc_json_writer_name (writer, "created_at");
  hlc_json_writer_time (writer, hlc_agent_key_get_created_at (key));
  hlc_json_writer_name (writer, "last_used_at");
  hlc_json_writer_time (writer, hlc_agent_key_get_last_used_at (key));
  if (with_text)
    {
      hlc_json_writer_name (writer, "key");
      hlc_json_writer_string (writer, hlc_agent_key_get_text (key));
    }
  hlc_json_writer_end_object (writer);
}

/* The name and scope of a key that is asked for, or FALSE; then the request is answered. */
static gboolean
read_wish (HlcRequest *request, char **name, HlcKeyScope *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (hlc_request_get_body (request), NULL, &error);
  g_autofree char *scope_name = NULL;
  HlcJsonValue root;

  if (document == NULL)
    {
      hlc_request_answer_error (request, 400, "json_invalid", error->message);
      return FALSE;
    }

  root = hlc_json_document_get_root (document);
  *scope = HLC_KEY_SCOPE_AGENT;
  if (!hlc_json_read_string (root, "name", TRUE, name, &error))
    answer_mistake (request, "name", error->message);
  else if (!hlc_json_read_string (root, "scope", FALSE, &scope_name, &error))
    answer_mistake (request, "scope", error->message);
  else if (scope_name != NULL && !hlc_key_scope_from_string (scope_name, scope))
    answer_mistake (request, "scope", "The scope of a key is agent or agent+decide.");
  else
    return TRUE;

  return FALSE;
}

/*< private >
 * hlc_api_keys_list:
 *
 * Answers `GET /console/v1/keys`: `{items, next}` without any key's text.
 */
void
hlc_api_keys_list (HlcApi *api, HlcRequest *request, const char *argument)
{
  const Keeper *keeper = get_keeper (api, request);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GBytes) json = NULL;
  guint n_kept = 0;

  if (keeper == NULL)
    return;

  keys = keeper->store->list (keeper->user_data, &n_kept);
  writer = hlc_json_writer_new ();
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "items");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < keys->len; i++)
    write_key (writer, g_ptr_array_index (keys, i), i < n_kept, FALSE);
  hlc_json_writer_end_array (writer);
  hlc_json_writer_name (writer, "next");
  hlc_json_writer_null (writer);
  hlc_json_writer_end_object (writer);

  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

/*< private >
 * hlc_api_keys_add:
 *
 * Answers `POST /console/v1/keys` of `{name, scope?}`: the new key with its text, which is told this once.
 */
void
hlc_api_keys_add (HlcApi *api, HlcRequest *request, const char *argument)
{
  const Keeper *keeper = get_keeper (api, request);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (HlcAgentKey) key = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autofree char *name = NULL;
  HlcKeyScope scope;

  if (keeper == NULL || !read_wish (request, &name, &scope))
    return;

  key = keeper->store->add (keeper->user_data, name, scope, &error);
  if (key == NULL)
    {
      answer_error (request, error);
      return;
    }

  writer = hlc_json_writer_new ();
  write_key (writer, key, TRUE, TRUE);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

/*< private >
 * hlc_api_keys_remove:
 * @argument: the key's name
 *
 * Answers `DELETE /console/v1/keys/{name}`. From then on the key is refused.
 */
void
hlc_api_keys_remove (HlcApi *api, HlcRequest *request, const char *argument)
{
  const Keeper *keeper = get_keeper (api, request);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;

  if (keeper == NULL)
    return;

  if (!keeper->store->remove (keeper->user_data, argument, &error))
    {
      answer_error (request, error);
      return;
    }

  writer = hlc_json_writer_new ();
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "revoked");
  hlc_json_writer_string (writer, argument);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

/**
 * hlc_api_set_key_store:
 * @store: (nullable): how the keys are listed, made and revoked; must outlive @self
 * @user_data: for @store
 *
 * Sets who keeps the agent keys. Without one, the routes answer 404.
 */
void
hlc_api_set_key_store (HlcApi *self, const HlcApiKeyStore *store, gpointer user_data)
{
  Keeper *keeper = NULL;

  g_return_if_fail (HLC_IS_API (self));

  if (store != NULL)
    {
      keeper = g_new0 (Keeper, 1);
      keeper->store = store;
      keeper->user_data = user_data;
    }

  g_object_set_qdata_full (G_OBJECT (self), keeper_quark (), keeper, g_free);
}
