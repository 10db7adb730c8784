/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-import.h"

#include <string.h>

#define SPEC "\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":1e400}}"
#define QUESTION "\"spec\":{\"msg\":\"m\"}"
#define IDS "\"run_id\":\"r\",\"call_id\":\"c\","
#define POST(url, text)                                                                                      \
  "{\"request\":{\"method\":\"POST\",\"url\":\"" url "\",\"headers\":[{\"name\":\"X\",\"value\":\"1\"},{}]," \
  "\"postData\":{\"mimeType\":\"application/json\",\"text\":\"" text "\"}}}"
#define HAR(entries) "{\"log\":{\"version\":\"1.2\",\"entries\":[" entries "]}}"
#define ESCAPED_SPEC                                                                                         \
  "{\\\"run_id\\\":\\\"r\\\",\\\"call_id\\\":\\\"c\\\",\\\"spec\\\":{\\\"fn\\\":\\\"f\\\",\\\"kwargs\\\":{}" \
  "}}"
#define ESCAPED_DONE                                                                                         \
  "{\\\"type\\\":\\\"v1beta2.human_contact.completed\\\",\\\"is_test\\\":true,\\\"event\\\":{\\\"run_"       \
  "id\\\":\\\"r\\\","                                                                                        \
  "\\\"call_id\\\":\\\"c\\\",\\\"spec\\\":{\\\"msg\\\":\\\"m\\\"},\\\"status\\\":{\\\"response\\\":"         \
  "\\\"x\\\"}}}"

/* Items as "operation BODY", "event TYPE EVENT [+ BODY]" and "request METHOD URL", with ; between; what was left out. */
typedef struct
{
  const char *name;
  const char *text;
  const char *items;
  guint n_omitted;
  const char *sentence; /* stands in it */
} Case;

static const Case CASES[] = {
  { "operation", "{" IDS SPEC "}", "operation {" IDS SPEC "}", 0,
    "A JSON text: a function call to create: f(n=1e400)." },
  { "operation-extra", "{\"zebra\": [1],\"call_id\":\"c\",\"run_id\":\"r\"," QUESTION ",\"status\":null}",
    "operation {" IDS "\"zebra\":[1]," QUESTION "}", 0, "a question to create: m" },
  { "pending", "{" IDS SPEC ",\"status\":{\"requested_at\":null,\"approved\":null}}",
    "operation {" IDS SPEC "}", 0, "f(" },
  { "completed", "{" IDS SPEC ",\"status\":{\"approved\":true}}",
    "event function_call.completed {" IDS SPEC ",\"status\":{\"approved\":true}} + {" IDS SPEC "}", 0,
    "an event to send, function_call.completed: f(n=1e400)." },
  { "request", "{\"kind\":\"human_contact\"," QUESTION "}", "operation {" QUESTION "}", 0, "m" },
  { "request-id", "{\"call_id\":\"c\"," QUESTION "}", "operation {\"call_id\":\"c\"," QUESTION "}", 0, "m" },
  { "bare-call", " {\"fn\":\"f\", \"kwargs\":{}}\n", "operation {\"spec\":{\"fn\":\"f\", \"kwargs\":{}}}", 0,
    "f()" },
  { "bare-question", "{\"msg\":\"m\",\"subject\":\"s\"}",
    "operation {\"spec\":{\"msg\":\"m\",\"subject\":\"s\"}}", 0, "question" },
  { "console-object",
    "{\"call_id\":\"c\",\"run_id\":\"r\",\"kind\":\"function_call\",\"state\":\"denied\",\"title\":\"t\","
    "\"is_test\":true,"
    "\"origin\":\"console\"," SPEC
    ",\"status\":{\"approved\":null},\"requested_at\":null,\"responded_at\":null,"
    "\"polls\":{\"count\":0,\"last_at\":null},\"conflict\":false,\"decided_by\":null,\"timeline\":[]}",
    "operation {" IDS SPEC "}", 0, "f(" },
  { "envelope",
    "{\"type\":\"function_call.completed\",\"event\":{" IDS SPEC ",\"status\":{\"approved\":true}}}",
    "event function_call.completed {" IDS SPEC ",\"status\":{\"approved\":true}} + {" IDS SPEC "}", 0,
    "event" },
  { "envelope-pending", "{\"type\":\"function_call.completed\",\"event\":{" IDS SPEC ",\"status\":null}}",
    "operation {" IDS SPEC "}", 0, "to create" },
  { "event-of-its-own", "{" IDS QUESTION ",\"event\":{\"a\":1},\"status\":{\"response\":\"x\"}}",
    "event human_contact.completed {" IDS QUESTION
    ",\"event\":{\"a\":1},\"status\":{\"response\":\"x\"}} + {" IDS QUESTION ",\"event\":{\"a\":1}}",
    0, "human_contact.completed" },
  { "envelope-version", "{\"type\":\"v1beta3.conversation.created\",\"event\":{\"user_message\":\"hi\"}}",
    "event conversation.created {\"user_message\":\"hi\"}", 0, "conversation.created" },
  { "array",
    "[{" SPEC "},{" QUESTION "},7,{\"type\":\"conversation.created\",\"event\":{\"user_message\":\"x\"}}]",
    "operation {" SPEC "};operation {" QUESTION "};event conversation.created {\"user_message\":\"x\"}", 1,
    "A JSON text: 2 operations, 1 event. 1 was left out." },
  { "items", "{\"items\":[{" SPEC "},{" SPEC "}],\"next\":null}", "operation {" SPEC "};operation {" SPEC "}",
    0, "2 operations" },
  { "array-partly", "[{" SPEC "},{\"spec\":{\"fn\":\"\",\"kwargs\":{}}},{" IDS SPEC "," SPEC "}]",
    "operation {" SPEC "}", 2, "2 were left out" },
  { "har",
    HAR (POST ("https://api.h/humanlayer/v1/function_calls", ESCAPED_SPEC) "," POST (
        "http://localhost:8000/webhook",
        ESCAPED_DONE) "," POST ("https://api.h/v1/other",
                                "{\\\"a\\\":1}") ","
                                                 "{\"request\":{\"method\":\"GET\",\"url\":\"https://api.h/"
                                                 "humanlayer/v1/function_calls/c\"}},{},7," POST (
                                                     "https://api.h/humanlayer/v1/human_contacts",
                                                     "not json")),
    "operation {" IDS "\"spec\":{\"fn\":\"f\",\"kwargs\":{}}};event human_contact.completed {" IDS QUESTION
    ",\"status\":{\"response\":\"x\"}} + {" IDS QUESTION "}",
    5, "A HAR: 1 operation, 1 event. 5 were left out." },
  /* The path says which kind it is; the body must be one of it. */
  { "har-path",
    HAR (POST ("http://h/human_contacts", ESCAPED_SPEC) "," POST ("http://h/function_calls", ESCAPED_SPEC)),
    "operation {" IDS "\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}", 1, "HAR" },
  { "har-base64",
    HAR ("{\"request\":{\"method\":\"POST\",\"url\":\"http://h/"
         "human_contacts\",\"postData\":{\"encoding\":\"base64\","
         "\"text\":\"eyJzcGVjIjp7Im1zZyI6Im0ifX0=\"}}}"),
    "operation {" QUESTION "}", 0, "HAR" },
  { "curl",
    "curl -H 'Authorization: Bearer secret' http://h/humanlayer/v1/function_calls -d '{" IDS SPEC "}'",
    "operation {" IDS SPEC "}", 0, "A cURL line: a function call to create: f(n=1e400)." },
  { "curl-webhook", "curl http://h/webhook -d '{" IDS QUESTION ",\"status\":{\"response\":\"x\"}}'",
    "event human_contact.completed {" IDS QUESTION ",\"status\":{\"response\":\"x\"}} + {" IDS QUESTION "}",
    0, "human_contact.completed" },
  { "curl-request", "curl http://h/anything --json '[1]'", "request POST http://h/anything", 0,
    "a request to send as it is: POST http://h/anything" },
  { "curl-notes", "curl $HOST/humanlayer/v1/human_contacts -d '{" QUESTION "}' | jq",
    "operation {" QUESTION "}", 0, "Variables in it are not filled in" },
  { "deceptive", "{\"spec\":{\"msg\":\"pay \xe2\x80\xae now\"}}",
    "operation {\"spec\":{\"msg\":\"pay \xe2\x80\xae now\"}}", 0, "\\u{202E}" },
};

static void
append_bytes (GString *text, GBytes *bytes)
{
  g_string_append_len (text, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static char *
describe (const HlcImport *import)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < import->items->len; i++)
    {
      const HlcImportItem *item = g_ptr_array_index (import->items, i);

      g_string_append (text, i > 0 ? ";" : "");
      if (item->type == HLC_IMPORT_REQUEST)
        g_string_append_printf (text, "request %s %s", item->request->method, item->request->url);
      else if (item->type == HLC_IMPORT_EVENT)
        {
          g_string_append_printf (text, "event %s ", item->event->type);
          append_bytes (text, item->event->event);
          g_string_append (text, item->operation != NULL ? " + " : "");
        }
      else
        g_string_append (text, "operation ");
      if (item->operation != NULL)
        append_bytes (text, item->operation->body);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) text = g_bytes_new_static (test->text, strlen (test->text));
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcImport) import = hlc_import_read (text, &error);
  g_autofree char *items = NULL;

  g_assert_no_error (error);
  items = describe (import);
  g_assert_cmpstr (items, ==, test->items);
  g_assert_cmpuint (import->omissions->len, ==, test->n_omitted);
  g_test_message ("%s", import->sentence);
  g_assert_nonnull (strstr (import->sentence, test->sentence));
  g_assert_null (strstr (import->sentence, "secret"));
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *text;
    const char *complaint;
  } WRONG[] = {
    { "", "no JSON, HAR or cURL line: line 1, column 1" },
    { "hello", "line 1, column 1" },
    { "{\"spec\":\n{]}", "line 2, column 2" },
    { "\xef\xbb\xbf{}", "line 1, column 1" },
    { "{}", "no operation" },
    { "[]", "nothing in it" },
    { "[1]", "item 1" },
    { "\"text\"", "no operation" },
    { "null", "no operation" },
    { "{\"fn\":\"f\"}", "no operation" },
    { "{\"spec\":{\"fn\":\"f\"}}", "spec.kwargs" },
    { "{\"spec\":{\"fn\":\"ls\\u0000 -R\",\"kwargs\":{}}}", "U+0000" },
    { "{\"spec\":{\"fn\":\"f\",\"fn\":\"g\",\"kwargs\":{}}}", "repeated" },
    { "{" SPEC "," SPEC "}", "repeated" },
    { "{\"call_id\":7,\"spec\":{\"msg\":1}}", "spec.msg" },
    { "{\"type\":\"function_call.completed\",\"event\":{}}", "call_id" },
    { "{\"type\":\"conversation.created\",\"event\":{}}", "user_message" },
    { "{\"kind\":\"operations\",\"steps\":[]}", "template" },
    { HAR (""), "nothing in it" },
    { HAR ("{}"), "entry 1" },
    { "curl http://h/humanlayer/v1/function_calls -d '{}'", "no operation" },
    { "curl http://h/x -d 'a=b'", "not JSON" },
    { "curl http://h/x -d @secret.json", "@secret.json" },
    { "curl http://h/x", "sends nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new_static (WRONG[i].text, strlen (WRONG[i].text));
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcImport) import = hlc_import_read (text, &error);

      g_test_message ("%s", WRONG[i].text);
      g_assert_null (import);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, WRONG[i].complaint));
    }
}

static GBytes *
make_array (guint n, const char *element)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", element);
  g_string_append_c (text, ']');
  return g_string_free_to_bytes (text);
}

static void
test_limits (void)
{
  static const struct
  {
    guint n;
    const char *element;
    guint n_items; /* 0: refused */
  } CASES_OF_MANY[] = {
    { HLC_IMPORT_MAX_ITEMS, "{\"msg\":\"m\"}", HLC_IMPORT_MAX_ITEMS },
    { HLC_IMPORT_MAX_ITEMS + 1, "{\"msg\":\"m\"}", 0 },
    { 200000, "{}", 0 },
  };
  g_autofree char *blank = g_strnfill (HLC_IMPORT_MAX_SIZE + 1, ' ');
  g_autoptr (GBytes) large = g_bytes_new_static (blank, HLC_IMPORT_MAX_SIZE + 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (CASES_OF_MANY); i++)
    {
      g_autoptr (GBytes) text = make_array (CASES_OF_MANY[i].n, CASES_OF_MANY[i].element);
      g_autoptr (HlcImport) import = hlc_import_read (text, NULL);

      g_assert_cmpuint (import != NULL ? import->items->len : 0, ==, CASES_OF_MANY[i].n_items);
    }

  g_assert_null (hlc_import_read (large, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

/* Deep and cut texts, and bytes that are no text. */
static void
test_hostile (void)
{
  static const char HAR_TEXT[] = HAR (POST ("https://api.h/function_calls", ESCAPED_SPEC));
  static const char CURL_TEXT[] =
      "curl -H 'A: b' http://h/function_calls -d $'{\\x22a\\u00e9\\'\"$X\"}' \\\n -s";
  static const struct
  {
    const char *text;
    gsize length;
  } TEXTS[] = { { HAR_TEXT, sizeof HAR_TEXT - 1 }, { CURL_TEXT, sizeof CURL_TEXT - 1 } };
  g_autoptr (GBytes) deep =
      make_array (1, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");

  g_assert_null (hlc_import_read (deep, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    for (gsize length = 0; length <= TEXTS[i].length; length++)
      for (guint j = 0; j < 3; j++)
        {
          static const char BYTES[] = { '\0', '\xff', '"' };
          g_autofree char *copy = g_memdup2 (TEXTS[i].text, TEXTS[i].length + 1);
          g_autoptr (GBytes) cut = NULL;
          g_autoptr (GBytes) changed = NULL;
          g_autoptr (HlcImport) of_cut = NULL;
          g_autoptr (HlcImport) of_changed = NULL;

          cut = g_bytes_new (copy, length);
          of_cut = hlc_import_read (cut, NULL);
          copy[length] = BYTES[j];
          changed = g_bytes_new (copy, TEXTS[i].length);
          of_changed = hlc_import_read (changed, NULL);
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strconcat ("/import/", CASES[i].name, NULL);

      g_test_add_data_func (path, &CASES[i], test_case);
    }
  g_test_add_func ("/import/wrong", test_wrong);
  g_test_add_func ("/import/limits", test_limits);
  g_test_add_func ("/import/hostile", test_hostile);

  return g_test_run ();
}
