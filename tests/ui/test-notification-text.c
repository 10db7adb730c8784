/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-notification-text.h"

#define LOOK "Open it to see all of it before you decide."

typedef struct
{
  const char *name;
  HlcOperationKind kind;
  const char *spec;
  const char *title;
  const char *body; /* %NULL: only that it may not be approved is looked at */
  gboolean can_approve;
} Case;

static const Case CASES[] = {
  { "short", HLC_OPERATION_FUNCTION_CALL,
    "{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"a@b.c\",\"n\":12345678901234567890}}", "Approve send_email?",
    "to: a@b.c\nn: 12345678901234567890", TRUE },
  { "none", HLC_OPERATION_FUNCTION_CALL, "{\"fn\":\"f\",\"kwargs\":{}}", "Approve f?", "Without arguments",
    TRUE },
  { "nested", HLC_OPERATION_FUNCTION_CALL, "{\"fn\":\"f\",\"kwargs\":{\"a\":{\"b\":[1,2]}}}", "Approve f?",
    "a: {\"b\":[1,2]}", TRUE },
  { "markup", HLC_OPERATION_FUNCTION_CALL, "{\"fn\":\"f\",\"kwargs\":{\"a\":\"x <b> & y\"}}", "Approve f?",
    "a: x <b> & y", TRUE },
  { "line-end", HLC_OPERATION_FUNCTION_CALL, "{\"fn\":\"f\",\"kwargs\":{\"a\":\"one\\ntwo\"}}", "Approve f?",
    "a: one two\n" LOOK, FALSE },
  { "nul", HLC_OPERATION_FUNCTION_CALL, "{\"fn\":\"f\",\"kwargs\":{\"cmd\":\"ls\\u0000 && rm\"}}",
    "Approve f?", "cmd: ls\\u{0000} && rm\n" LOOK, FALSE },
  { "right-to-left", HLC_OPERATION_FUNCTION_CALL, "{\"fn\":\"f\",\"kwargs\":{\"a\":\"x\\u202ey\"}}",
    "Approve f?", "a: x\\u{202E}y\n" LOOK, FALSE },
  { "suspicious-name", HLC_OPERATION_FUNCTION_CALL, "{\"fn\":\"s\\u0435nd\",\"kwargs\":{}}",
    "Approve s\xd0\xb5nd?", NULL, FALSE },
  { "many", HLC_OPERATION_FUNCTION_CALL,
    "{\"fn\":\"f\",\"kwargs\":{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7}}", "Approve f?",
    "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n…\n" LOOK, FALSE },
  { "question", HLC_OPERATION_HUMAN_CONTACT, "{\"msg\":\"Which region first?\",\"subject\":\"Region\"}",
    "Region", "Which region first?", FALSE },
};

static HlcOperation *
make_operation (const Case *one)
{
  HlcOperation *operation = hlc_operation_new ();

  operation->kind = one->kind;
  operation->call_id = g_strdup ("call_1");
  operation->run_id = g_strdup ("run_1");
  operation->title = g_strdup ("title");
  operation->spec = g_bytes_new_static (one->spec, strlen (one->spec));
  return operation;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (HlcOperation) operation = make_operation (one);
  g_autoptr (HlcNotificationText) text = hlc_notification_text_new (operation, FALSE, HLC_NOTIFICATION_PLAIN);

  g_assert_cmpstr (text->title, ==, one->title);
  if (one->body != NULL)
    g_assert_cmpstr (text->body, ==, one->body);
  g_assert_cmpint (text->can_approve, ==, one->can_approve);
}

/* One character over the limit is not approved from the notification. */
static void
test_length (void)
{
  for (gsize over = 0; over < 2; over++)
    {
      gsize n_characters = HLC_NOTIFICATION_MAX_CHARACTERS - strlen ("a: ") + over;
      g_autofree char *value = g_strnfill (n_characters, 'x');
      g_autofree char *spec = g_strdup_printf ("{\"fn\":\"f\",\"kwargs\":{\"a\":\"%s\"}}", value);
      const Case one = { .kind = HLC_OPERATION_FUNCTION_CALL, .spec = spec };
      g_autoptr (HlcOperation) operation = make_operation (&one);
      g_autoptr (HlcNotificationText) text =
          hlc_notification_text_new (operation, FALSE, HLC_NOTIFICATION_PLAIN);

      g_assert_cmpint (text->can_approve, ==, over == 0);
      g_assert_cmpint (g_utf8_strlen (text->body, -1), <,
                       HLC_NOTIFICATION_MAX_CHARACTERS + (gint64) strlen (LOOK) + 3);
    }
}

static void
test_markup (void)
{
  g_autoptr (HlcOperation) operation = make_operation (&CASES[3]);
  g_autoptr (HlcNotificationText) text = hlc_notification_text_new (operation, TRUE, HLC_NOTIFICATION_MARKUP);

  g_assert_cmpstr (text->body, ==, "a: x &lt;b&gt; &amp; y");
  g_assert_cmpstr (text->title, ==, "Still waiting: approve f?");
}

static void
test_summary (void)
{
  g_autofree char *one = hlc_notification_summary (1);
  g_autofree char *many = hlc_notification_summary (312);

  g_assert_cmpstr (one, ==, "1 operation waits for you");
  g_assert_cmpstr (many, ==, "312 operations wait for you");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strconcat ("/notification-text/", CASES[i].name, NULL);

      g_test_add_data_func (path, &CASES[i], test_case);
    }
  g_test_add_func ("/notification-text/length", test_length);
  g_test_add_func ("/notification-text/escaped", test_markup);
  g_test_add_func ("/notification-text/summary", test_summary);

  return g_test_run ();
}
