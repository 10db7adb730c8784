/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-remote-answer.h"

#include <string.h>

#include "hlc-remote-base.h"

#define BASE "http://127.0.0.1:1/humanlayer/v1"
#define KEY "hl_secret-key"
#define OPERATION(call_id, status)                                                                           \
  "{\"run_id\":\"r\",\"call_id\":\"" call_id "\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}},\"status\":" status "}"

static const struct
{
  guint status;
  const char *body;
  int code; /* -1: it is the operation */
  const char *message;
} OPERATIONS[] = {
  { 200, OPERATION ("c", "null"), -1, NULL },
  { 201, OPERATION ("c", "{\"approved\":true}"), -1, NULL },
  { 200, OPERATION ("d", "null"), HLC_REMOTE_ERROR_GARBAGE, "another operation" },
  { 200, "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"m\"}}", HLC_REMOTE_ERROR_GARBAGE,
    "another operation" },
  { 200, "{\"call_id\":\"c\"}", HLC_REMOTE_ERROR_GARBAGE, "run_id" },
  { 200, "[]", HLC_REMOTE_ERROR_GARBAGE, "not an object" },
  { 200, "", HLC_REMOTE_ERROR_GARBAGE, "no HumanLayer API" },
  { 200, "<html>" KEY "</html>", HLC_REMOTE_ERROR_GARBAGE, "line 1, column 1" },
  { 204, "", HLC_REMOTE_ERROR_OTHER, "204" },
  { 302, "", HLC_REMOTE_ERROR_OTHER, "not followed" },
  { 400, "{\"detail\":\"bad " KEY "\"}", HLC_REMOTE_ERROR_INVALID, "“bad …”" },
  { 401, "{\"error\":{\"message\":\"no such key\",\"code\":\"x\"}}", HLC_REMOTE_ERROR_KEY, "“no such key”" },
  { 401, "nothing", HLC_REMOTE_ERROR_KEY, "does not take the key (401)" },
  { 403, "{\"message\":\"a\\u202eb\\n\"}", HLC_REMOTE_ERROR_KEY, "\\u{202E}" },
  { 404, "{\"detail\":\"Not Found\"}", HLC_REMOTE_ERROR_NOT_FOUND, "does not know the operation c" },
  { 404, "<html>", HLC_REMOTE_ERROR_NO_API, "/humanlayer/v1" },
  { 409, "{\"detail\":[]}", HLC_REMOTE_ERROR_CONFLICT, "The id c is taken" },
  { 413, "", HLC_REMOTE_ERROR_OTHER, "413" },
  { 422,
    "{\"detail\":[{\"loc\":[\"body\",\"spec\",\"reject_options\",1,\"name\"],\"msg\":\"field "
    "required\"},7,{\"loc\":[],"
    "\"msg\":\"more\"},{}]}",
    HLC_REMOTE_ERROR_INVALID, "“spec.reject_options.1.name: field required more”" },
  { 429, "", HLC_REMOTE_ERROR_BUSY, "wait" },
  { 500, "{\"error\":\"oh\"}", HLC_REMOTE_ERROR_SERVER, "“oh”" },
  { 503, "", HLC_REMOTE_ERROR_BUSY, "503" },
};

static void
test_operations (void)
{
  const HlcRemoteQuestion question = { BASE, KEY, "c", HLC_OPERATION_FUNCTION_CALL };

  for (guint i = 0; i < G_N_ELEMENTS (OPERATIONS); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (OPERATIONS[i].body, strlen (OPERATIONS[i].body));
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcOperation) operation =
          hlc_remote_answer_read_operation (&question, OPERATIONS[i].status, body, &error);

      g_test_message ("%u %s", OPERATIONS[i].status, OPERATIONS[i].body);
      if (OPERATIONS[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_cmpint (operation->origin, ==, HLC_ORIGIN_REMOTE);
          continue;
        }

      g_assert_null (operation);
      g_assert_error (error, HLC_REMOTE_ERROR, OPERATIONS[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, OPERATIONS[i].message));
      g_assert_nonnull (strstr (error->message, BASE));
      g_assert_null (strstr (error->message, KEY));
    }
}

static void
test_project (void)
{
  static const struct
  {
    const char *body;
    const char *name; /* (nullable) */
    const char *organization;
    gboolean ok;
  } PROJECTS[] = {
    { "{\"name\":\"p\",\"slug\":\"s\",\"organization\":{\"name\":\"o\"}}", "p", "o", TRUE },
    { "{\"name\":\"p\",\"organization\":\"o\"}", "p", "o", TRUE },
    { "{\"organization\":7}", NULL, NULL, TRUE },
    { "[]", NULL, NULL, FALSE },
    { "ok", NULL, NULL, FALSE },
  };
  const HlcRemoteQuestion question = { BASE, KEY, NULL, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (PROJECTS); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (PROJECTS[i].body, strlen (PROJECTS[i].body));
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcRemoteProject) project = hlc_remote_answer_read_project (&question, 200, body, &error);

      g_assert_cmpint (project != NULL, ==, PROJECTS[i].ok);
      if (project == NULL)
        {
          g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_GARBAGE);
          continue;
        }
      g_assert_cmpstr (project->name, ==, PROJECTS[i].name);
      g_assert_cmpstr (project->organization, ==, PROJECTS[i].organization);
    }
}

static void
test_bases (void)
{
  static const struct
  {
    const char *typed;
    const char *base; /* (nullable): of an error */
    gboolean is_loopback;
    gboolean shows_key;
  } BASES[] = {
    { "https://api.example.com/humanlayer/v1", "https://api.example.com/humanlayer/v1", FALSE, FALSE },
    { " http://127.0.0.1:4881/humanlayer/v1// ", "http://127.0.0.1:4881/humanlayer/v1", TRUE, FALSE },
    { "http://localhost", "http://localhost", TRUE, FALSE },
    { "http://LOCALHOST:80", "http://LOCALHOST:80", TRUE, FALSE },
    { "http://[::1]:80/x", "http://[::1]:80/x", TRUE, FALSE },
    { "http://example.com", "http://example.com", FALSE, TRUE },
    { "http://localhost.example.com", "http://localhost.example.com", FALSE, TRUE },
    { "", NULL, FALSE, FALSE },
    { "api.example.com", NULL, FALSE, FALSE },
    { "/humanlayer/v1", NULL, FALSE, FALSE },
    { "ftp://example.com", NULL, FALSE, FALSE },
    { "file:///etc/passwd", NULL, FALSE, FALSE },
    { "http://", NULL, FALSE, FALSE },
    { "http://user:secret@example.com", NULL, FALSE, FALSE },
    { "http://example.com/?key=secret", NULL, FALSE, FALSE },
    { "http://example.com/#secret", NULL, FALSE, FALSE },
    { "http://example.com/a b", NULL, FALSE, FALSE },
    { "http://example.com/\r\nX: y", NULL, FALSE, FALSE },
    { "http://example.com:99999", NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (BASES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *base = hlc_remote_base_parse (BASES[i].typed, &error);

      g_test_message ("%s", BASES[i].typed);
      g_assert_cmpstr (base, ==, BASES[i].base);
      if (base == NULL)
        {
          g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
          g_assert_null (strstr (error->message, "secret"));
          continue;
        }
      g_assert_cmpint (hlc_remote_base_is_loopback (base), ==, BASES[i].is_loopback);
      g_assert_cmpint (hlc_remote_base_shows_key (base), ==, BASES[i].shows_key);
    }
}

static void
test_keys (void)
{
  static const char *const WRONG[] = { "", "secret key", "secret\r\nX: y", "secret\xc3\xa9" };

  g_assert_true (hlc_remote_key_check (KEY, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hlc_remote_key_check (WRONG[i], &error));
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_outcomes (void)
{
  static const struct
  {
    int code;
    HlcFollowOutcome outcome;
  } OUTCOMES[] = {
    { HLC_REMOTE_ERROR_KEY, HLC_FOLLOW_REFUSED },    { HLC_REMOTE_ERROR_NOT_FOUND, HLC_FOLLOW_GONE },
    { HLC_REMOTE_ERROR_NO_API, HLC_FOLLOW_FAILED },  { HLC_REMOTE_ERROR_BUSY, HLC_FOLLOW_FAILED },
    { HLC_REMOTE_ERROR_GARBAGE, HLC_FOLLOW_FAILED }, { HLC_REMOTE_ERROR_UNREACHABLE, HLC_FOLLOW_FAILED },
    { HLC_REMOTE_ERROR_TIMEOUT, HLC_FOLLOW_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (OUTCOMES); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (HLC_REMOTE_ERROR, OUTCOMES[i].code, "x");

      g_assert_cmpint (hlc_remote_error_get_outcome (error), ==, OUTCOMES[i].outcome);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/remote-answer/operations", test_operations);
  g_test_add_func ("/remote-answer/project", test_project);
  g_test_add_func ("/remote-answer/bases", test_bases);
  g_test_add_func ("/remote-answer/keys", test_keys);
  g_test_add_func ("/remote-answer/outcomes", test_outcomes);

  return g_test_run ();
}
