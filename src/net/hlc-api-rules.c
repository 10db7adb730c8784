/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-exchange.h"

#include "hlc-api-answer.h"
#include "hlc-api-sending-private.h"
#include "hlc-object-json-sending.h"
#include "hlc-rule-input.h"
#include "hlc-store-rules.h"

#define UNKNOWN "A rule is named by a number. Take the id of one that GET rules lists."

/* What a list of rules is asked with: nothing. */
static const char *const no_parameters[] = { NULL };

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = hlc_store_list_rules_finish (HLC_STORE (source), result, &error);
  g_autoptr (HlcJsonWriter) writer = NULL;

  if (rules == NULL)
    {
      hlc_api_answer_failure (request, error, NULL, NULL);
      return;
    }

  writer = hlc_api_page_begin ();
  for (guint i = 0; i < rules->len; i++)
    hlc_object_json_write_rule (writer, g_ptr_array_index (rules, i));
  hlc_api_page_answer (writer, request, 0);
}

static void
list_rules (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (HlcQueryValues) values = hlc_query_values_new (hlc_request_get_query (request), no_parameters);

  if (!hlc_api_answer_mistake (request, values))
    hlc_store_list_rules_async (hlc_api_get_store (api), NULL, listed_cb, g_object_ref (request));
}

/* Of adding, changing and releasing. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcForwardRule) rule = hlc_store_write_rule_finish (HLC_STORE (source), result, &error);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (GBytes) json = NULL;

  if (rule == NULL)
    {
      hlc_api_answer_failure (exchange->request, error, NULL, NULL);
      return;
    }

  writer = hlc_json_writer_new ();
  hlc_object_json_write_rule (writer, rule);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (exchange->request, 200, json);
}

static void
add (HlcApiExchange *exchange)
{
  hlc_store_add_rule_async (exchange->store, exchange->input, written_cb, exchange);
}

static gpointer
read_new (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  return hlc_rule_input_read (body, NULL, problems);
}

static void
add_rule (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_new,
                         (GDestroyNotify) hlc_forward_rule_unref, add);
}

static void
update (HlcApiExchange *exchange)
{
  hlc_store_update_rule_async (exchange->store, exchange->input, written_cb, exchange);
}

/* See HlcApiBodyFunc. What is not sent stays as it is stored. */
static gpointer
read_change (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const HlcApiExchange *exchange = user_data;

  return hlc_rule_input_read (body, exchange->input, problems);
}

static HlcForwardRule *
find_rule (GPtrArray *rules, const char *name)
{
  for (guint i = 0; i < rules->len; i++)
    {
      HlcForwardRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, rule->id);

      if (g_str_equal (id, name))
        return rule;
    }

  return NULL;
}

/* The store has no single rule to give: there are few. */
static void
stored_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = hlc_store_list_rules_finish (HLC_STORE (source), result, &error);
  HlcForwardRule *stored = rules != NULL ? find_rule (rules, exchange->argument) : NULL;

  if (rules == NULL)
    {
      hlc_api_answer_failure (exchange->request, error, NULL, NULL);
      return;
    }
  if (stored == NULL)
    {
      hlc_request_answer_error (exchange->request, 404, "not_found", UNKNOWN);
      return;
    }

  hlc_api_exchange_set_input (exchange, hlc_forward_rule_ref (stored),
                              (GDestroyNotify) hlc_forward_rule_unref);
  hlc_api_exchange_read (g_steal_pointer (&exchange), read_change, (GDestroyNotify) hlc_forward_rule_unref,
                         update);
}

static void
update_rule (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_store_list_rules_async (hlc_api_get_store (api), NULL, stored_listed_cb,
                              hlc_api_exchange_new (api, request, target));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;

  if (hlc_store_remove_rule_finish (HLC_STORE (source), result, &error))
    hlc_api_answer_one (exchange->request, "removed", exchange->argument);
  else
    hlc_api_answer_failure (exchange->request, error, NULL, NULL);
}

static void
remove_rule (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  gint64 id = 0;

  if (hlc_api_get_number (request, target->argument, UNKNOWN, &id))
    hlc_store_remove_rule_async (hlc_api_get_store (api), id, removed_cb,
                                 hlc_api_exchange_new (api, request, target));
}

static void
release (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  const HlcRelease *what = exchange->input;
  gint64 id = 0;

  if (!hlc_api_get_number (exchange->request, exchange->argument, UNKNOWN, &id))
    return;

  hlc_store_release_rule_async (exchange->store, id, *what, written_cb, exchange);
  g_steal_pointer (&exchange);
}

/* See HlcApiBodyFunc: an HlcRelease. */
static gpointer
read_release (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  g_autofree HlcRelease *what = g_new0 (HlcRelease, 1);

  return hlc_rule_input_read_release (body, what, problems) ? g_steal_pointer (&what) : NULL;
}

static void
release_rule (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_release, g_free, release);
}

#define RULES HLC_API_CONSOLE_PREFIX "/rules"

static const HlcApiRoute routes[] = {
  { "GET", RULES, HLC_API_CONSOLE, list_rules },
  { "POST", RULES, HLC_API_CONSOLE, add_rule },
  { "PATCH", RULES "/*", HLC_API_CONSOLE, update_rule },
  { "DELETE", RULES "/*", HLC_API_CONSOLE, remove_rule },
  { "POST", RULES "/*/release", HLC_API_CONSOLE, release_rule },
  { NULL },
};

/*< private >
 * hlc_api_rules_get_routes:
 *
 * Returns: (transfer none): what scripts may do to the rules that forward received webhooks
 */
const HlcApiRoute *
hlc_api_rules_get_routes (void)
{
  return routes;
}
