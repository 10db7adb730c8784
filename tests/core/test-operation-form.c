/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation-form.h"

#include <string.h>

#define CALL(members) "{\"call_id\":\"c\",\"run_id\":\"r\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}" members "}}"
#define CONTACT(members) "{\"call_id\":\"c\",\"run_id\":\"r\",\"spec\":{\"msg\":\"m\"" members "}}"

static char *
dup_string (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
is_same_json (GBytes *one, const char *other)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (other, strlen (other));
  g_autoptr (HlcJsonDocument) a = hlc_json_document_new (one, NULL, NULL);
  g_autoptr (HlcJsonDocument) b = hlc_json_document_new (bytes, NULL, NULL);

  return hlc_json_value_equal (hlc_json_document_get_root (a), hlc_json_document_get_root (b));
}

/* What the form's fields show says the same when it is written again, and what they do not show is kept. */
static void
test_round_trip (void)
{
  static const char *const TEXTS[] = {
    CALL (""),
    CALL (",\"state\":{\"n\":12345678901234567890,\"a\":1,\"f\":0.10}"),
    CALL (",\"reject_options\":[{\"name\":\"a\",\"title\":\"t\",\"description\":\"d\",\"prompt_fill\":\"p\","
          "\"interactive\":true,\"later\":[1]},{\"name\":\"b\",\"interactive\":false}]"),
    CALL (",\"channel\":{\"slack\":{\"channel_or_user_id\":\"\",\"allowed_responder_ids\":[\"U1\",\"U2\"],"
          "\"experimental_slack_blocks\":true,\"bot_token\":\"xoxb-1\",\"later\":{}}}"),
    CALL (",\"channel\":{\"email\":{\"address\":\"a@b.c\",\"subject\":\"s\",\"template\":\"<b>\\n</b>\","
          "\"additional_recipients\":[{\"address\":\"d@e.f\",\"field\":\"cc\"}]},\"pigeon\":{\"loft\":1}}"),
    CALL (",\"channel\":{\"sms\":{\"phone_number\":\"+1\"},\"whatsapp\":{\"phone_number\":\"+2\","
          "\"context_about_user\":\"c\"}}"),
    CONTACT (""),
    CONTACT (",\"subject\":\"s\",\"response_options\":[{\"name\":\"a\",\"interactive\":false}]"),
    CONTACT (",\"later\":{\"x\":1e400}"),
    "{\"spec\":{\"fn\":\"f\",\"kwargs\":{\"s\":\"x\",\"n\":1.50,\"l\":[1]}}}",
    "{\"call_id\":\"order-{n}\",\"zebra\":[1,2],\"spec\":{\"msg\":\"m\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new_static (TEXTS[i], strlen (TEXTS[i]));
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (HlcOperationForm) form = hlc_operation_form_new_from_json (text, problems);
      g_autoptr (HlcOperationDraft) draft = NULL;

      g_test_message ("%s", TEXTS[i]);
      g_assert_cmpuint (problems->len, ==, 0);
      draft = hlc_operation_form_to_draft (form, problems);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_true (is_same_json (draft->body, TEXTS[i]));
    }
}

/* Null means the same as absent; the kind of what has neither fn nor msg yet is the one that is said. */
static void
test_normalised (void)
{
  static const struct
  {
    const char *text;
    const char *written;
  } CASES[] = {
    { CALL (",\"channel\":null,\"reject_options\":null,\"state\":null"), CALL ("") },
    { CONTACT (",\"fn\":null,\"subject\":null"),
      "{\"call_id\":\"c\",\"run_id\":\"r\",\"spec\":{\"msg\":\"m\",\"fn\":null}}" },
    { "{\"kind\":\"human_contact\",\"spec\":{\"msg\":\"m\"}}", "{\"spec\":{\"msg\":\"m\"}}" },
    { "{\"call_id\":\"\",\"run_id\":null,\"spec\":{\"msg\":\"m\"}}", "{\"spec\":{\"msg\":\"m\"}}" },
    { "{\"status\":{\"approved\":null},\"spec\":{\"msg\":\"m\"}}", "{\"spec\":{\"msg\":\"m\"}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new_static (CASES[i].text, strlen (CASES[i].text));
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (HlcOperationForm) form = hlc_operation_form_new_from_json (text, problems);
      g_autoptr (HlcOperationDraft) draft = hlc_operation_form_to_draft (form, problems);

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_true (is_same_json (draft->body, CASES[i].written));
    }
}

/* Typed JSON is sent byte for byte. */
static void
test_bytes (void)
{
  g_autoptr (HlcOperationForm) form = hlc_operation_form_new (HLC_OPERATION_FUNCTION_CALL);
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (HlcOperationDraft) draft = NULL;
  g_autofree char *body = NULL;
  static const char kwargs[] = "{ \"n\" : 12345678901234567890,\n\t\"z\":1e400 , \"e\":\"\\u00e9\" }";
  static const char state[] = " {\"a\":0.10,\"a\":1} \n";

  form->fn = g_strdup ("f");
  form->kwargs_are_json = TRUE;
  g_free (form->kwargs_json);
  form->kwargs_json = g_strdup (kwargs);
  form->state = g_strdup (state);
  draft = hlc_operation_form_to_draft (form, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  body = dup_string (draft->body);
  g_assert_nonnull (strstr (body, kwargs));
  g_assert_nonnull (strstr (body, state));

  /* From JSON to rows and back: the text of what is not edited stays. */
  g_assert_true (hlc_operation_form_show_rows (form, problems));
  g_assert_false (form->kwargs_are_json);
  g_assert_cmpuint (form->kwargs->len, ==, 3);
  g_assert_true (hlc_operation_form_show_json (form, problems));
  g_assert_cmpstr (form->kwargs_json, ==, "{\"n\":12345678901234567890,\"z\":1e400,\"e\":\"\xc3\xa9\"}");
}

/* What was typed stays when it cannot be shown otherwise. */
static void
test_mode_problems (void)
{
  g_autoptr (HlcOperationForm) form = hlc_operation_form_new (HLC_OPERATION_FUNCTION_CALL);
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();

  hlc_form_rows_add (form->kwargs, "n", HLC_FORM_ROW_NUMBER, "x");
  g_assert_false (hlc_operation_form_show_json (form, problems));
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpuint (form->kwargs->len, ==, 1);
  g_assert_false (form->kwargs_are_json);

  form->kwargs_are_json = TRUE;
  g_free (form->kwargs_json);
  form->kwargs_json = g_strdup ("{\"a\":}");
  g_assert_false (hlc_operation_form_show_rows (form, problems));
  g_assert_cmpstr (form->kwargs_json, ==, "{\"a\":}");
  g_assert_true (form->kwargs_are_json);

  g_free (form->kwargs_json);
  form->kwargs_json = g_strdup ("{\"\\u0000\":1}");
  g_assert_false (hlc_operation_form_show_rows (form, problems));
}

typedef void (*Fill) (HlcOperationForm *form);

static void
fill_nothing (HlcOperationForm *form)
{
}

static void
fill_kwargs_array (HlcOperationForm *form)
{
  form->fn = g_strdup ("f");
  form->kwargs_are_json = TRUE;
  g_free (form->kwargs_json);
  form->kwargs_json = g_strdup ("\n []");
}

static void
fill_kwargs_text (HlcOperationForm *form)
{
  fill_kwargs_array (form);
  g_free (form->kwargs_json);
  form->kwargs_json = g_strdup ("{\"a\": 1,\n \"b\": 2 3}");
}

static void
fill_state (HlcOperationForm *form)
{
  form->fn = g_strdup ("f");
  form->state = g_strdup ("{\"a\"");
}

static void
fill_options (HlcOperationForm *form)
{
  form->fn = g_strdup ("f");
  hlc_operation_form_add_option (form, "a");
  hlc_operation_form_add_option (form, "");
}

static void
fill_same_options (HlcOperationForm *form)
{
  form->fn = g_strdup ("f");
  hlc_operation_form_add_option (form, "a");
  hlc_operation_form_add_option (form, "a");
}

static void
fill_channel (HlcOperationForm *form)
{
  form->fn = g_strdup ("f");
  form->channels[HLC_FORM_CHANNEL_EMAIL].is_set = TRUE;
}

static void
fill_recipients (HlcOperationForm *form)
{
  HlcFormChannel *channel = &form->channels[HLC_FORM_CHANNEL_EMAIL];

  fill_channel (form);
  hlc_form_channel_set (channel, HLC_FORM_CHANNEL_EMAIL, "address", "a@b.c");
  hlc_form_channel_set (channel, HLC_FORM_CHANNEL_EMAIL, "additional_recipients", "[{\"field\":\"cc\"}]");
}

static void
fill_recipients_text (HlcOperationForm *form)
{
  fill_recipients (form);
  hlc_form_channel_set (&form->channels[HLC_FORM_CHANNEL_EMAIL], HLC_FORM_CHANNEL_EMAIL,
                        "additional_recipients", "[{]");
}

static void
fill_switch (HlcOperationForm *form)
{
  form->fn = g_strdup ("f");
  form->channels[HLC_FORM_CHANNEL_SLACK].is_set = TRUE;
  hlc_form_channel_set (&form->channels[HLC_FORM_CHANNEL_SLACK], HLC_FORM_CHANNEL_SLACK,
                        "experimental_slack_blocks", "on");
}

static void
fill_long_id (HlcOperationForm *form)
{
  form->fn = g_strdup ("f");
  form->call_id = g_strnfill (1025, 'x');
}

static void
fill_deep (HlcOperationForm *form)
{
  g_autofree char *open = g_strnfill (126, '[');
  g_autofree char *close = g_strnfill (126, ']');

  form->fn = g_strdup ("f");
  form->state = g_strdup_printf ("{\"a\":%s%s}", open, close);
}

static void
test_problems (void)
{
  static const struct
  {
    Fill fill;
    const char *field;
    guint line;
    guint column;
  } CASES[] = {
    { fill_nothing, "spec.fn", 0, 0 },
    { fill_kwargs_array, "spec.kwargs", 2, 2 },
    { fill_kwargs_text, "spec.kwargs", 2, 9 },
    { fill_state, "spec.state", 1, 5 },
    { fill_options, "spec.reject_options.1.name", 0, 0 },
    { fill_same_options, "spec.reject_options", 0, 0 },
    { fill_channel, "spec.channel.email.address", 0, 0 },
    { fill_recipients, "spec.channel.email.additional_recipients.0.address", 0, 0 },
    { fill_recipients_text, "spec.channel.email.additional_recipients", 1, 3 },
    { fill_switch, "spec.channel.slack.experimental_slack_blocks", 0, 0 },
    { fill_long_id, "call_id", 0, 0 },
    { fill_deep, "", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcOperationForm) form = hlc_operation_form_new (HLC_OPERATION_FUNCTION_CALL);
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (HlcOperationDraft) draft = NULL;
      const HlcFormProblem *problem;

      CASES[i].fill (form);
      draft = hlc_operation_form_to_draft (form, problems);
      g_test_message ("case %u", i);
      g_assert_null (draft);
      g_assert_cmpuint (problems->len, ==, 1);
      problem = g_ptr_array_index (problems, 0);
      g_test_message ("%s", problem->message);
      g_assert_cmpstr (problem->field, ==, CASES[i].field);
      g_assert_cmpuint (problem->line, ==, CASES[i].line);
      g_assert_cmpuint (problem->column, ==, CASES[i].column);
    }
}

/* A text: whether a form can be filled with it, and what is wrong with sending it, with the place in it. */
static void
test_text_problems (void)
{
  static const struct
  {
    const char *text;
    gboolean fills_form;
    const char *field; /* (nullable): none */
    guint line;
    guint column;
  } CASES[] = {
    { "{\"spec\":{\"msg\":\"m\"}}", TRUE, NULL, 0, 0 },
    { "{\n  \"spec\": {\n    \"fn\": \"f\"\n  }\n}", TRUE, "spec.kwargs", 2, 11 },
    { "{\n  \"spec\": {\n    \"fn\": \"\", \"kwargs\": {}\n  }\n}", TRUE, "spec.fn", 3, 11 },
    { "{\n  \"spec\": {\n    \"fn\": \"f\", \"kwargs\": 7\n  }\n}", FALSE, "spec.kwargs", 3, 26 },
    { "{\"spec\":{\"msg\":\"m\",\n\"response_options\":[{\"name\":\"a\"},{\"name\":1}]}}", FALSE,
      "spec.response_options.1.name", 2, 42 },
    { "{\"spec\":{\"msg\":\"m\",\n\"msg\":\"n\"}}", FALSE, "", 2, 1 },
    { "{\"spec\":{},\"spec\":{}}", FALSE, "", 1, 12 },
    { "{\"spec\":{\"msg\":\"m\"}\n,}", FALSE, "", 2, 2 },
    { "{\"spec\":{}}", FALSE, "spec", 0, 0 },
    { "{\"spec\":[]}", FALSE, "spec", 0, 0 },
    { "{}", FALSE, "spec", 0, 0 },
    { "[]", FALSE, "spec", 0, 0 },
    { "", FALSE, "", 1, 1 },
    { "{\"kind\":\"function_call\",\"spec\":{}}", TRUE, "spec.fn", 1, 32 },
    { "{\"call_id\":7,\"spec\":{\"msg\":\"m\"}}", FALSE, "call_id", 1, 12 },
    { "{\"spec\":{\"msg\":\"m\",\"state\":{\"a\":1,\"a\":2}}}", TRUE, NULL, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new_static (CASES[i].text, strlen (CASES[i].text));
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (GPtrArray) form_problems = hlc_form_problems_new ();
      g_autoptr (HlcOperationDraft) draft = hlc_operation_draft_new_from_text (text, problems);
      g_autoptr (HlcOperationForm) form = hlc_operation_form_new_from_json (text, form_problems);

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpint (draft != NULL, ==, CASES[i].field == NULL);
      g_assert_cmpint (form != NULL, ==, CASES[i].fills_form);
      g_assert_cmpint (form_problems->len == 0, ==, CASES[i].fills_form);
      if (CASES[i].field != NULL)
        {
          const HlcFormProblem *problem = g_ptr_array_index (problems, 0);

          g_assert_cmpstr (problem->field, ==, CASES[i].field);
          g_assert_cmpuint (problem->line, ==, CASES[i].line);
          g_assert_cmpuint (problem->column, ==, CASES[i].column);
        }
    }
}

static void
test_sentence (void)
{
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autofree char *sentence = NULL;

  hlc_form_problems_add (problems, "spec.fn", "It must not be empty.");
  hlc_form_problems_add (problems, "", "%d things.", 2);
  sentence = hlc_form_problems_to_sentence (problems);
  g_assert_cmpstr (sentence, ==, "spec.fn: It must not be empty. 2 things.");
  g_assert_nonnull (hlc_form_problems_find (problems, "spec"));
  g_assert_nonnull (hlc_form_problems_find (problems, "spec.fn"));
  g_assert_null (hlc_form_problems_find (problems, "spec.f"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/operation-form/round-trip", test_round_trip);
  g_test_add_func ("/operation-form/normalised", test_normalised);
  g_test_add_func ("/operation-form/bytes", test_bytes);
  g_test_add_func ("/operation-form/mode-problems", test_mode_problems);
  g_test_add_func ("/operation-form/problems", test_problems);
  g_test_add_func ("/operation-form/text-problems", test_text_problems);
  g_test_add_func ("/operation-form/sentence", test_sentence);

  return g_test_run ();
}
