/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-api-keys.h"

#include <glib/gi18n-lib.h>

#include "hlc-api-answer.h"
#include "hlc-api-exchange.h"

/* Who keeps the keys of one API: a property of the object, so that only these routes know of it. */
typedef struct
{
  const HlcApiKeyStore *store;
  gpointer user_data;
} Keeper;

/** Under which name the API carries it. */
static const char KEEPER[] = "hlc-api-keeper";

/* A key that is asked for. */
typedef struct
{
  char *name; /* (owned) */
  HlcKeyScope scope;
} Wish;

static const HlcShapeField WISH[] = {
  { "name", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "scope", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static void
wish_free (Wish *self)
{
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

/* Who keeps the keys, or NULL; then the request is answered. Asked anew after a wait: the console may be stopping. */
static const Keeper *
get_keeper (HlcApi *api, HlcRequest *request)
{
  const Keeper *keeper = g_object_get_data (G_OBJECT (api), KEEPER);

  if (keeper == NULL)
    hlc_request_answer_error (request, 404, "not_found", "This console keeps no agent keys.");

  return keeper;
}

/* The key itself is told once, to whoever made it. */
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

/* See HlcApiBodyFunc. */
static gpointer
read_wish (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  g_autoptr (Wish) wish = g_new0 (Wish, 1);
  g_autofree char *scope = NULL;

  if (hlc_json_value_get_type (body) != HLC_JSON_OBJECT)
    hlc_problems_add (problems, "body", "dict_type", _ ("Send a JSON object: {name, scope}."));
  else
    hlc_shape_check (body, "body", WISH, problems);

  /* The shape has been checked: what is read here is of its type. */
  if (problems->len == 0 && (!hlc_json_read_string (body, "name", TRUE, &wish->name, NULL) ||
                             !hlc_json_read_string (body, "scope", FALSE, &scope, NULL)))
    g_assert_not_reached ();
  if (scope != NULL && !hlc_key_scope_from_string (scope, &wish->scope))
    hlc_problems_add (problems, "body.scope", "value_error", _ ("It must be agent or agent+decide."));

  return problems->len == 0 ? g_steal_pointer (&wish) : NULL;
}

/* Takes the exchange over. */
static void
add (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  HlcRequest *request = exchange->request;
  const Wish *wish = exchange->input;
  const Keeper *keeper = get_keeper (exchange->api, request);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (HlcAgentKey) key = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;

  if (keeper == NULL)
    return;

  key = keeper->store->add (keeper->user_data, wish->name, wish->scope, &error);
  if (key == NULL)
    {
      hlc_api_answer_failure (request, error, "name_taken", "name");
      return;
    }

  writer = hlc_json_writer_new ();
  write_key (writer, key, TRUE, TRUE);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

/*< private >
 * hlc_api_keys_list:
 *
 * Answers `GET /console/v1/keys`: `{items, next}` without any key's text.
 */
void
hlc_api_keys_list (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  const Keeper *keeper = get_keeper (api, request);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  guint n_kept = 0;

  if (keeper == NULL)
    return;

  keys = keeper->store->list (keeper->user_data, &n_kept);
  writer = hlc_api_page_begin ();
  for (guint i = 0; i < keys->len; i++)
    write_key (writer, g_ptr_array_index (keys, i), i < n_kept, FALSE);
  hlc_api_page_answer (writer, request, 0);
}

/*< private >
 * hlc_api_keys_add:
 *
 * Answers `POST /console/v1/keys` of `{name, scope?}`: the new key with its text, which is told this once.
 */
void
hlc_api_keys_add (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  if (get_keeper (api, request) != NULL)
    hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_wish, (GDestroyNotify) wish_free,
                           add);
}

/*< private >
 * hlc_api_keys_remove:
 * @target: names the key
 *
 * Answers `DELETE /console/v1/keys/{name}`. From then on the key is refused.
 */
void
hlc_api_keys_remove (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  const Keeper *keeper = get_keeper (api, request);
  g_autoptr (GError) error = NULL;

  if (keeper == NULL)
    return;

  if (!keeper->store->remove (keeper->user_data, target->argument, &error))
    {
      hlc_api_answer_failure (request, error, "last_key", "name");
      return;
    }

  hlc_api_answer_one (request, "revoked", target->argument);
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

  g_object_set_data_full (G_OBJECT (self), KEEPER, keeper, g_free);
}
