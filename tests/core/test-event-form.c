/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-form.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1748772000) * G_USEC_PER_SEC + 250000)

/* A form, in the words of hlc_event_form_to_json(), and what becomes of it. */
typedef struct
{
  const char *type;
  const char *form;
  const char *event; /* (nullable): of a form with problems */
  const char *field; /* of the first problem */
} Case;

#define RAW                                                                                                  \
  "From: a@b.c\\r\\nTo: d@e.f\\r\\nSubject: Hi\\r\\nMessage-ID: <tok@b.c>\\r\\n"                             \
  "Date: Sun, 1 Jun 2025 10:00:00 +0000\\r\\nMIME-Version: 1.0\\r\\n"                                        \
  "Content-Type: text/plain; charset=utf-8\\r\\nContent-Transfer-Encoding: 7bit\\r\\n\\r\\nOne\\r\\n"
#define MAIL "\"from_address\":\"a@b.c\",\"to_address\":\"d@e.f\",\"subject\":\"Hi\",\"body\":\"One\""

static const Case CASES[] = {
  { "agent_email.received", "{" MAIL "}", "{" MAIL ",\"message_id\":\"<tok@b.c>\",\"raw_email\":\"" RAW "\"}",
    NULL },
  { "agent_email.received", "{" MAIL ",\"is_test\":true}",
    "{" MAIL ",\"message_id\":\"<tok@b.c>\",\"raw_email\":\"" RAW "\",\"is_test\":true}", NULL },
  { "agent_email.received",
    "{" MAIL
    ",\"previous_thread\":[{\"from_address\":\"D <d@e.f>\",\"to_address\":\"a@b.c, \\\"X, Y\\\" <x@y.z>\","
    "\"content\":\"first\"},{\"from_address\":\"a@b.c\",\"content\":\"second\",\"datetime\":\"2025-06-01T09:"
    "30:00Z\"}]}",
    "{" MAIL ",\"message_id\":\"<tok@b.c>\",\"previous_thread\":[{\"from_address\":\"d@e.f\",\"to_address\":["
    "\"a@b.c\","
    "\"x@y.z\"],\"cc_address\":[],\"bcc_address\":[],\"subject\":\"\",\"content\":\"first\","
    "\"datetime\":\"2025-06-01T08:00:00.250000Z\"},{\"from_address\":\"a@b.c\",\"to_address\":[],\"cc_"
    "address\":[],"
    "\"bcc_address\":[],\"subject\":\"\",\"content\":\"second\",\"datetime\":\"2025-06-01T09:30:00Z\"}],"
    "\"raw_email\":\"" RAW "\"}",
    NULL },
  { "agent_email.received", "{}", NULL, "from_address" },
  { "agent_email.received", "{\"from_address\":\"a@b.c\"}", NULL, "to_address" },
  { "agent_email.received",
    "{\"from_address\":\"a@b.c\",\"to_address\":\"d@e.f\",\"subject\":\"x\\nBcc: z@z.z\"}", NULL, "subject" },
  { "agent_email.received", "{" MAIL ",\"message_id\":\"1\"}", NULL, "message_id" },
  { "agent_email.received", "{" MAIL ",\"in_reply_to\":\"<1@b.c>\\nBcc: z@z.z\"}", NULL, "in_reply_to" },
  { "agent_email.received", "{" MAIL ",\"previous_thread\":[{\"from_address\":\"a@b.c\"},{}]}", NULL,
    "previous_thread.1.from_address" },
  { "agent_email.received",
    "{" MAIL ",\"previous_thread\":[{\"from_address\":\"a@b.c\",\"cc_address\":\"x\"}]}", NULL,
    "previous_thread.0.cc_address" },
  { "agent_email.received",
    "{" MAIL ",\"previous_thread\":[{\"from_address\":\"a@b.c\",\"datetime\":\"today\"}]}", NULL,
    "previous_thread.0.datetime" },
  { "agent_slack.received",
    "{\"channel_id\":\"C1\",\"team_id\":\"T1\",\"events\":[{\"from_user_id\":\"U1\",\"content\":\"hello\"},"
    "{\"from_user_id\":\"U2\",\"channel_id\":\"C2\",\"content\":\"again\",\"message_ts\":\"9.9\"},"
    "{\"from_user_id\":\"U1\",\"content\":\"more\"}]}",
    "{\"thread_ts\":\"1748772000.250000\",\"channel_id\":\"C1\",\"team_id\":\"T1\",\"events\":["
    "{\"from_user_id\":\"U1\",\"channel_id\":\"C1\",\"content\":\"hello\",\"message_id\":\"1748772000."
    "250000\","
    "\"message_ts\":\"1748772000.250000\"},"
    "{\"from_user_id\":\"U2\",\"channel_id\":\"C2\",\"content\":\"again\",\"message_id\":\"9.9\",\"message_"
    "ts\":\"9.9\"},"
    "{\"from_user_id\":\"U1\",\"channel_id\":\"C1\",\"content\":\"more\",\"message_id\":\"1748772002."
    "250000\","
    "\"message_ts\":\"1748772002.250000\"}]}",
    NULL },
  { "agent_slack.received", "{\"channel_id\":\"C1\"}", NULL, "events" },
  { "agent_slack.received", "{\"events\":[{\"from_user_id\":\"U1\",\"content\":\"x\"}]}", NULL,
    "channel_id" },
  { "agent_slack.received", "{\"channel_id\":\"C1\",\"events\":[{\"content\":\"x\"}]}", NULL,
    "events.0.from_user_id" },
  { "conversation.created", "{\"user_message\":\"Hello\"}", "{\"user_message\":\"Hello\"}", NULL },
  { "conversation.created",
    "{\"user_message\":\"Hello\",\"agent_name\":\"bot\",\"contact_channel_id\":\"12\"}",
    "{\"user_message\":\"Hello\",\"agent_name\":\"bot\",\"contact_channel_id\":12}", NULL },
  { "conversation.created", "{\"user_message\":\"Hello\",\"contact_channel_id\":\"-1\"}", NULL,
    "contact_channel_id" },
  { "conversation.created", "{}", NULL, "user_message" },
};

static HlcEventForm *
read_form (const char *type, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, NULL);

  g_assert_nonnull (document);
  return hlc_event_form_new_from_json (type, hlc_json_document_get_root (document), error);
}

static void
test_compose (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcEventForm) form = read_form (CASES[i].type, CASES[i].form, &error);
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (HlcEventDraft) draft = NULL;

      g_test_message ("%s", CASES[i].form);
      g_assert_no_error (error);
      draft = hlc_event_form_to_draft (form, NOW, "tok", problems);
      if (CASES[i].event == NULL)
        {
          const HlcFormProblem *problem = problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;

          g_assert_null (draft);
          g_assert_nonnull (problem);
          g_assert_cmpstr (problem->field, ==, CASES[i].field);
          continue;
        }

      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpstr (draft->type, ==, CASES[i].type);
      g_assert_cmpmem (g_bytes_get_data (draft->event, NULL), g_bytes_get_size (draft->event), CASES[i].event,
                       strlen (CASES[i].event));
    }
}

/* What was typed comes back; and an event that was sent fills the form as well. */
static void
test_read_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcEventForm) form = read_form (CASES[i].type, CASES[i].form, NULL);
      g_autoptr (GBytes) kept = hlc_event_form_to_json (form);
      g_autofree char *text = g_strndup (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept));
      g_autoptr (HlcEventForm) again = read_form (CASES[i].type, text, NULL);
      g_autoptr (GBytes) kept_again = hlc_event_form_to_json (again);
      g_autoptr (HlcEventForm) sent = NULL;
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (HlcEventDraft) draft = NULL;

      g_assert_true (g_bytes_equal (kept, kept_again));
      if (CASES[i].event == NULL)
        continue;

      sent = read_form (CASES[i].type, CASES[i].event, NULL);
      draft = hlc_event_form_to_draft (sent, NOW, "other", problems);
      g_assert_nonnull (draft);
      g_assert_cmpmem (g_bytes_get_data (draft->event, NULL), g_bytes_get_size (draft->event), CASES[i].event,
                       strlen (CASES[i].event));
    }
}

static void
test_unfit (void)
{
  static const struct
  {
    const char *type;
    const char *form;
    int code;
  } UNFIT[] = {
    { "function_call.completed", "{}", HLC_ERROR_ARGUMENT },
    { "agent_email.received", "[]", HLC_ERROR_SHAPE },
    { "agent_email.received", "{\"subject\":true}", HLC_ERROR_SHAPE },
    { "agent_email.received", "{\"subject\":\"\\u0000\"}", HLC_ERROR_SHAPE },
    { "agent_email.received", "{\"to_address\":[1]}", HLC_ERROR_SHAPE },
    { "agent_email.received", "{\"previous_thread\":{}}", HLC_ERROR_SHAPE },
    { "agent_email.received", "{\"is_test\":1}", HLC_ERROR_SHAPE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (UNFIT); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcEventForm) form = read_form (UNFIT[i].type, UNFIT[i].form, &error);

      g_assert_null (form);
      g_assert_error (error, HLC_ERROR, UNFIT[i].code);
    }
}

static void
test_rows (void)
{
  g_autoptr (HlcEventForm) form = hlc_event_form_new (HLC_EVENT_FORM_SLACK);
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (HlcEventDraft) draft = NULL;

  form->channel_id = g_strdup ("C1");
  hlc_event_form_add_slack_message (form, "U1", "hello");
  hlc_event_form_add_thread_mail (form, "a@b.c", "does not count");
  draft = hlc_event_form_to_draft (form, NOW, "tok", problems);
  g_assert_nonnull (draft);
  g_assert_cmpstr (hlc_event_form_get_type (form), ==, "agent_slack.received");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-form/compose", test_compose);
  g_test_add_func ("/event-form/read-back", test_read_back);
  g_test_add_func ("/event-form/unfit", test_unfit);
  g_test_add_func ("/event-form/rows", test_rows);

  return g_test_run ();
}
