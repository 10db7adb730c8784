/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-template.h"

#include <string.h>

#include "hlc-payload.h"
#include "hlc-template-expand.h"
#include "hlc-template-shipped.h"

#define NOW (G_GINT64_CONSTANT (1748772000) * G_USEC_PER_SEC)

static char *
count_token (gpointer user_data)
{
  guint *count = user_data;

  return g_strdup_printf ("token%u", (*count)++);
}

static HlcTemplate *
make_template (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return hlc_template_new ("a", bytes, error);
}

/* The bodies of what was made, one a line; an event after its type. */
static char *
expand_to_text (HlcTemplate *template, GHashTable *values, GHashTable *numbers, GError **error)
{
  guint count = 0;
  const HlcTemplateInput input = { NOW, count_token, &count, values, numbers };
  g_autoptr (HlcTemplateOutput) output = hlc_template_expand (template, &input, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (output == NULL)
    return NULL;

  for (guint i = 0; i < output->drafts->len; i++)
    {
      const HlcOperationDraft *draft = g_ptr_array_index (output->drafts, i);

      g_string_append_printf (text, "%s%.*s", i > 0 ? "\n" : "", (int) g_bytes_get_size (draft->body),
                              (const char *) g_bytes_get_data (draft->body, NULL));
    }
  if (output->event != NULL)
    g_string_append_printf (text, "%s %d %.*s", output->event->type, output->event->is_test,
                            (int) g_bytes_get_size (output->event->event),
                            (const char *) g_bytes_get_data (output->event->event, NULL));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define STEPS(steps) "{\"kind\":\"operations\",\"steps\":[" steps "]}"
#define SAY(members, text) "{\"kind\":\"human_contact\"" members ",\"spec\":{\"msg\":\"" text "\"}}"
#define SAID(run_id, call_id, text)                                                                          \
  "{\"run_id\":\"" run_id "\",\"call_id\":\"" call_id "\",\"spec\":{\"msg\":\"" text "\"}}"

static const struct
{
  const char *template;
  const char *text; /* (nullable): of an error */
  const char *complaint;
} CASES[] = {
  { STEPS (SAY ("", "plain")), SAID ("run_token0", "call_token2", "plain"), NULL },
  { STEPS (SAY ("", "{n} {id} {now} {x}")),
    SAID ("run_token0", "call_token2", "1 token1 2025-06-01T10:00:00.000000Z {x}"), NULL },
  { STEPS (SAY (",\"call_id\":\"order-{n}\"", "order {n}")), SAID ("run_token0", "order-7", "order 7"),
    NULL },
  { STEPS (SAY (",\"call_id\":\"job-{n}\",\"run_id\":\"r\"", "job {n}")), SAID ("r", "job-1", "job 1"),
    NULL },
  { STEPS (SAY (",\"call_id\":\"c-{id}\"", "{id}")), SAID ("run_token0", "c-token1", "token1"), NULL },
  /* Numbers go on from step to step of one scheme. */
  { STEPS (SAY (",\"call_id\":\"order-{n}\"", "{n}") "," SAY (",\"call_id\":\"job-{n}\"", "{n}") "," SAY (
        ",\"call_id\":\"order-{n}\"",
        "{n}") "," SAY (",\"call_id\":\"last\"", "{n}")),
    SAID ("run_token0", "order-7", "7") "\n" SAID ("run_token0",
                                                   "job-1",
                                                   "1") "\n" SAID ("run_token0",
                                                                   "order-8",
                                                                   "8") "\n" SAID ("run_token0", "last", "4"),
    NULL },
  /* Steps refer to each other: texts to any, ids to earlier ones. */
  { STEPS (SAY (",\"name\":\"ask\",\"call_id\":\"order-{n}\",\"run_id\":\"r-{n}\"",
                "before {do.call_id}") "," SAY (",\"name\":\"do\",\"call_id\":\"{ask.call_id}-do\",\"run_"
                                                "id\":\"{ask.run_id}\"",
                                                "after {ask.call_id} {ask.n} {step1.call_id}-")),
    NULL, "step1" },
  { STEPS (SAY (",\"name\":\"ask\",\"call_id\":\"order-{n}\",\"run_id\":\"r-{n}\"",
                "before {do.call_id}") "," SAY (",\"name\":\"do\",\"call_id\":\"{ask.call_id}-do\",\"run_"
                                                "id\":\"{ask.run_id}\"",
                                                "after {ask.call_id} {ask.n}")),
    SAID ("r-7", "order-7", "before order-7-do") "\n" SAID ("r-7", "order-7-do", "after order-7 7"), NULL },
  { STEPS (SAY (",\"call_id\":\"a\"", "x") "," SAY (",\"call_id\":\"b\"", "{step1.call_id}")),
    SAID ("run_token0", "a", "x") "\n" SAID ("run_token0", "b", "a"), NULL },
  { STEPS (SAY (",\"name\":\"one\",\"call_id\":\"{two.call_id}\"", "x") "," SAY (",\"name\":\"two\"", "y")),
    NULL, "one: {two.call_id}" },
  { STEPS (SAY ("", "{nobody.call_id}")), NULL, "{nobody.call_id}" },
  { STEPS (SAY (",\"call_id\":\"a\"", "x") "," SAY (",\"call_id\":\"a\"", "y")), NULL, "“a”" },
  { STEPS ("{\"kind\":\"function_call\",\"name\":\"bad\",\"spec\":{\"fn\":\"f\"}}"), NULL,
    "bad: spec.kwargs" },
  /* Everything but the strings stays byte for byte; unknown members are kept. */
  { STEPS ("{\"kind\":\"function_call\",\"call_id\":\"c\",\"run_id\":\"r\",\"zebra\":[ 1 ],\"spec\": "
           "{\"fn\":\"f\","
           "\"kwargs\":{ \"n\":12345678901234567890,\"s\":\"\\u00e9{n}\"},\"state\":{\"a\":1,\"a\":1e400}}}"),
    "{\"run_id\":\"r\",\"call_id\":\"c\",\"zebra\":[ 1 ],\"spec\":{\"fn\":\"f\",\"kwargs\":{ "
    "\"n\":12345678901234567890,\"s\":\"\xc3\xa9"
    "1\"},\"state\":{\"a\":1,\"a\":1e400}}}",
    NULL },
  { "{\"kind\":\"operations\",\"placeholders\":false,\"steps\":[" SAY (",\"call_id\":\"order-{n}\"",
                                                                       "{n} {a.call_id}") "]}",
    SAID ("run_token0", "order-{n}", "{n} {a.call_id}"), NULL },
  { "{\"kind\":\"operations\",\"values\":{\"to\":\"you\"},\"steps\":[" SAY (",\"call_id\":\"to-{to}-{n}\"",
                                                                            "{to} {{to}}") "]}",
    SAID ("run_token0", "to-you-1", "you {to}"), NULL },
  { STEPS (
        "{\"kind\":\"human_contact\",\"call_id\":\"c\",\"run_id\":\"r\",\"generate_state\":{\"elements\":2},"
        "\"spec\":{\"msg\":\"m\",\"state\":{}}}"),
    "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"m\",\"state\":{\"elements\":[{\"index\":0,"
    "\"text\":\"element 0\"},{\"index\":1,\"text\":\"element 1\"}]}}}",
    NULL },
  { STEPS ("{\"kind\":\"human_contact\",\"generate_state\":{\"elements\":-1},\"spec\":{\"msg\":\"m\"}}"),
    NULL, "elements" },
  { STEPS ("{\"kind\":\"human_contact\",\"generate_state\":{\"elements\":1e9},\"spec\":{\"msg\":\"m\"}}"),
    NULL, "elements" },
  { "{\"kind\":\"event\",\"type\":\"some.event\",\"event\":{\"a\" : \"{now}\"},\"is_test\":true}",
    "some.event 1 {\"a\" : \"2025-06-01T10:00:00.000000Z\"}", NULL },
  { "{\"kind\":\"event\",\"type\":\"conversation.created\",\"values\":{\"m\":\"hi\"},\"form\":{\"user_"
    "message\":\"{m} "
    "{id}\"}}",
    "conversation.created 0 {\"user_message\":\"hi token0\"}", NULL },
  { "{\"kind\":\"event\",\"type\":\"conversation.created\",\"event\":{}}", NULL, "user_message" },
  { "{\"kind\":\"event\",\"type\":\"conversation.created\",\"form\":{}}", NULL, "user_message" },
};

static void
test_expand (void)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 seven = 7;

  g_hash_table_insert (numbers, (gpointer) "order-{n}", &seven);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcTemplate) template = make_template (CASES[i].template, &error);
      g_autofree char *text = NULL;

      g_test_message ("%s", CASES[i].template);
      g_assert_no_error (error);
      text = expand_to_text (template, NULL, numbers, &error);
      g_assert_cmpstr (text, ==, CASES[i].text);
      if (text == NULL)
        {
          g_test_message ("%s", error->message);
          g_assert_nonnull (strstr (error->message, CASES[i].complaint));
        }
    }
}

static const struct
{
  const char *template;
  const char *complaint;
} WRONG[] = {
  { "", "empty" },
  { "[]", "kind" },
  { "{}", "kind" },
  { "{\"kind\":\"operation\"}", "kind" },
  { "{\"kind\":\"operations\"}", "steps" },
  { "{\"kind\":\"operations\",\"steps\":[]}", "1 to 100" },
  { "{\"kind\":\"operations\",\"steps\":[1]}", "steps.0" },
  { STEPS ("{\"spec\":{}}"), "kind" },
  { STEPS ("{\"kind\":\"thing\",\"spec\":{}}"), "function_call" },
  { STEPS ("{\"kind\":\"function_call\"}"), "spec" },
  { STEPS (SAY (",\"name\":\"A b\"", "x")), "“A b”" },
  { STEPS (SAY (",\"name\":\"a\"", "x") "," SAY (",\"name\":\"a\"", "x")), "“a”" },
  { "{\"kind\":\"operations\",\"values\":{\"n\":\"1\"},\"steps\":[" SAY ("", "x") "]}", "“n”" },
  { "{\"kind\":\"operations\",\"values\":{\"a\":1},\"steps\":[" SAY ("", "x") "]}", "“a”" },
  { "{\"kind\":\"operations\",\"values\":{\"a\":\"\",\"a\":\"\"},\"steps\":[" SAY ("", "x") "]}", "“a”" },
  { "{\"kind\":\"event\"}", "type" },
  { "{\"kind\":\"event\",\"type\":\"x\"}", "either event or form" },
  { "{\"kind\":\"event\",\"type\":\"agent_slack.received\",\"event\":{},\"form\":{}}",
    "either event or form" },
  { "{\"kind\":\"event\",\"type\":\"x\",\"form\":{}}", "no form" },
};

static void
test_wrong (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcTemplate) template = make_template (WRONG[i].template, &error);

      g_test_message ("%s", WRONG[i].template);
      g_assert_null (template);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, WRONG[i].complaint));
    }
}

static void
test_names (void)
{
  static const char *const NAMES[] = { "a", "customer-email", "v1.2_x", "0" };
  static const char *const NO_NAMES[] = { "",  ".",   "..",   "-a",  "a-", ".hidden",
                                          "A", "a/b", "../a", "a b", "é",  "a\n" };
  g_autofree char *longest = g_strnfill (64, 'x');
  g_autofree char *too_long = g_strnfill (65, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    g_assert_true (hlc_template_check_name (NAMES[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (NO_NAMES); i++)
    g_assert_false (hlc_template_check_name (NO_NAMES[i], NULL));
  g_assert_true (hlc_template_check_name (longest, NULL));
  g_assert_false (hlc_template_check_name (too_long, NULL));
}

static void
test_values (void)
{
  g_autoptr (HlcTemplate) template =
      make_template ("{\"kind\":\"operations\",\"values\":{\"to\":\"you\",\"who\":\"x\"},\"steps\":[" SAY (
                         ",\"call_id\":\"{who}-{n}\",\"run_id\":\"r\"", "{to}") "]}",
                     NULL);
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *wrong = NULL;
  g_auto (GStrv) defaults = hlc_template_list_schemes (template, NULL);
  g_auto (GStrv) schemes = NULL;

  g_assert_cmpstr (defaults[0], ==, "x-{n}");
  g_assert_null (defaults[1]);

  g_hash_table_insert (set, (gpointer) "to", (gpointer) "\"me\" {to}");
  g_hash_table_insert (set, (gpointer) "who", (gpointer) "job");
  schemes = hlc_template_list_schemes (template, set);
  g_assert_cmpstr (schemes[0], ==, "job-{n}");
  text = expand_to_text (template, set, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, SAID ("r", "job-1", "\\\"me\\\" {to}"));

  g_hash_table_insert (set, (gpointer) "form", (gpointer) "x");
  wrong = expand_to_text (template, set, NULL, &error);
  g_assert_null (wrong);
  g_assert_nonnull (strstr (error->message, "to, who"));
}

/* Each shipped template makes what an agent's types read. */
static void
test_shipped (void)
{
  g_autoptr (GPtrArray) shipped = hlc_template_list_shipped ();
  guint n_operations = 0;
  guint n_events = 0;

  for (guint i = 0; i < shipped->len; i++)
    {
      HlcTemplate *template = g_ptr_array_index (shipped, i);
      const HlcTemplateInput input = { NOW, NULL, NULL, NULL, NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcTemplateOutput) output = hlc_template_expand (template, &input, &error);

      g_test_message ("%s", template->name);
      g_assert_no_error (error);
      g_assert_true (template->is_shipped);
      g_assert_true (hlc_template_is_shipped_name (template->name));
      g_assert_cmpstr (template->title, !=, template->name);
      g_assert_cmpstr (template->description, !=, "");
      g_assert_cmpuint (output->drafts->len, ==, template->n_steps);
      n_operations += output->drafts->len;
      n_events += output->event != NULL;

      if (g_str_equal (template->name, "large-state"))
        {
          const HlcOperationDraft *draft = g_ptr_array_index (output->drafts, 0);

          g_assert_cmpuint (g_bytes_get_size (template->json), <, 1000);
          g_assert_cmpuint (g_bytes_get_size (draft->body), >, 3000000);
        }
    }

  g_assert_cmpuint (n_operations, ==, 9);
  g_assert_cmpuint (n_events, ==, 3);
  g_assert_false (hlc_template_is_shipped_name ("mine"));
}

/* The spec of a template that was made of an operation is the received one, but for the bot token. */
static void
test_from_operation (void)
{
  static const struct
  {
    const char *received;
    const char *made;
  } OPERATIONS[] = {
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"zebra\":1e400,\"spec\":{ \"fn\":\"f\",\"kwargs\":{\"n\":0.10}}}",
      "{\"run_id\":\"run_token0\",\"call_id\":\"call_token2\",\"spec\":{ "
      "\"fn\":\"f\",\"kwargs\":{\"n\":0.10}},"
      "\"zebra\":1e400}" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"{n} {{id}} {user}\"}}",
      "{\"run_id\":\"run_token0\",\"call_id\":\"call_token2\",\"spec\":{\"msg\":\"{n} {{id}} {user}\"}}" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"m\",\"channel\":{\"slack\":{\"channel_or_user_"
      "id\":\"\","
      "\"bot_token\":\"xoxb-secret\"}}},\"status\":{\"response\":\"x\"}}",
      "{\"run_id\":\"run_token0\",\"call_id\":\"call_token2\",\"spec\":{\"msg\":\"m\",\"channel\":{\"slack\":"
      "{"
      "\"channel_or_user_id\":\"\"}}}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (OPERATIONS); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (OPERATIONS[i].received, strlen (OPERATIONS[i].received));
      g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcOperation) operation =
          hlc_operation_new_from_json (hlc_json_document_get_root (document), &error);
      g_autoptr (HlcTemplate) template = NULL;
      g_autofree char *text = NULL;

      if (i == 0)
        operation->extra = g_bytes_new_static ("\"zebra\":1e400", strlen ("\"zebra\":1e400"));
      template = hlc_template_new_from_operation ("mine", NULL, operation, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (template->title, ==, operation->title);
      g_assert_null (
          g_strstr_len (g_bytes_get_data (template->json, NULL), g_bytes_get_size (template->json), "xoxb"));
      text = expand_to_text (template, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, OPERATIONS[i].made);
    }
}

#define DRAFT "{\"spec\":{\"msg\":\"{n}\",\"bot_token\":\"x\"}}"

/* What was composed keeps its scheme; an event keeps what was typed. */
static void
test_from_composed (void)
{
  g_autoptr (GPtrArray) drafts = hlc_operation_drafts_new ();
  g_autoptr (GBytes) json = g_bytes_new_static (DRAFT, strlen (DRAFT));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (json, NULL, NULL);
  g_autoptr (HlcEventForm) form = hlc_event_form_new (HLC_EVENT_FORM_CONVERSATION);
  g_autoptr (HlcTemplate) operations = NULL;
  g_autoptr (HlcTemplate) composed = NULL;
  g_autoptr (HlcTemplate) received = NULL;
  g_autoptr (HlcEventDraft) event = NULL;
  g_autoptr (GBytes) event_json = g_bytes_new_static ("{\"user_message\":\"{n}\"}", 22);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *composed_text = NULL;
  g_autofree char *received_text = NULL;

  g_ptr_array_add (drafts, hlc_operation_draft_new (hlc_json_document_get_root (document),
                                                    HLC_OPERATION_HUMAN_CONTACT, "order-{n}", NULL, NULL));
  operations = hlc_template_new_from_drafts ("mine", "Mine", drafts, &error);
  g_assert_no_error (error);
  text = expand_to_text (operations, NULL, NULL, &error);
  g_assert_cmpstr (text, ==, "{\"run_id\":\"run_token0\",\"call_id\":\"order-1\",\"spec\":{\"msg\":\"1\"}}");

  form->user_message = g_strdup ("number {n}");
  composed = hlc_template_new_from_event_form ("mine", "Mine", form, &error);
  composed_text = expand_to_text (composed, NULL, NULL, &error);
  g_assert_cmpstr (composed_text, ==, "conversation.created 0 {\"user_message\":\"number 1\"}");

  event = hlc_event_draft_new ("conversation.created", event_json, FALSE);
  received = hlc_template_new_from_event ("mine", "Mine", event, &error);
  received_text = expand_to_text (received, NULL, NULL, &error);
  g_assert_cmpstr (received_text, ==, "conversation.created 0 {\"user_message\":\"{n}\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/template/expand", test_expand);
  g_test_add_func ("/template/wrong", test_wrong);
  g_test_add_func ("/template/names", test_names);
  g_test_add_func ("/template/values", test_values);
  g_test_add_func ("/template/shipped", test_shipped);
  g_test_add_func ("/template/from-operation", test_from_operation);
  g_test_add_func ("/template/from-composed", test_from_composed);

  return g_test_run ();
}
