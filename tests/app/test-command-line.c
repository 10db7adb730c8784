/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#include "hlc-command-line.h"
#include "test-directory.h"
#include "test-program.h"

typedef struct
{
  const char *name;
  const char *arguments[8];
  int status;
  const char *output; /* (nullable): stands in standard output */
  const char *errors; /* (nullable): stands in standard error */
} Case;

static const Case cases[] = {
  { "help", { "--help" }, HLC_EXIT_DONE, "deliveries", NULL },
  { "version", { "--version" }, HLC_EXIT_DONE, "humanlayer-console 0.", NULL },
  { "serve-help", { "serve", "--help" }, HLC_EXIT_DONE, "humanlayer-console serve [OPTION", NULL },
  { "show-help", { "show", "--help" }, HLC_EXIT_DONE, "CALL_ID", NULL },
  { "unknown", { "xyzzyxyzzy" }, HLC_EXIT_USAGE, NULL, "--help" },
  { "nearest", { "deliverys" }, HLC_EXIT_USAGE, NULL, "deliver" },
  { "nearest-swapped", { "verfiy" }, HLC_EXIT_USAGE, NULL, "“verify”" },
  { "unknown-option", { "list", "--nonsense" }, HLC_EXIT_USAGE, NULL, "list --help" },
  { "too-many", { "list", "x" }, HLC_EXIT_USAGE, NULL, "“x”" },
  { "missing", { "show" }, HLC_EXIT_USAGE, NULL, "CALL_ID" },
  { "no-state", { "list", "--state", "maybe" }, HLC_EXIT_USAGE, NULL, "pending" },
  { "no-kind", { "list", "--kind", "maybe" }, HLC_EXIT_USAGE, NULL, "function_call" },
  { "no-limit", { "list", "--limit", "0" }, HLC_EXIT_USAGE, NULL, "500" },
  { "no-verdict", { "deliveries", "--verdict", "maybe" }, HLC_EXIT_USAGE, NULL, "verified" },
  { "no-delivery", { "delivery", "-1" }, HLC_EXIT_USAGE, NULL, NULL },
  { "no-delivery-word", { "delivery", "abc" }, HLC_EXIT_USAGE, NULL, "abc" },
  { "no-port", { "serve", "--headless", "--webhook-port", "70000" }, HLC_EXIT_USAGE, NULL, "65535" },
  { "negative-port", { "serve", "--headless", "--api-port=-1" }, HLC_EXIT_USAGE, NULL, "65535" },
  { "empty-directory", { "serve", "--headless", "--data-dir", "" }, HLC_EXIT_USAGE, NULL, "--data-dir" },
  { "bad-secret",
    { "serve", "--headless", "--webhook-secret", "whsec_***" },
    HLC_EXIT_USAGE,
    NULL,
    "base64" },
  { "no-secret-file",
    { "serve", "--headless", "--webhook-secret-file", "/nonexistent" },
    HLC_EXIT_USAGE,
    NULL,
    "/nonexistent" },
  { "no-directory", { "serve", "--headless", "--data-dir", "/proc/x" }, HLC_EXIT_FAILED, NULL, "/proc/x" },
  { "no-instance-list", { "list" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-show", { "show", "x", "--json" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-deliveries", { "deliveries" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-delivery", { "delivery", "1" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "approve-missing", { "approve" }, HLC_EXIT_USAGE, NULL, "CALL_ID" },
  { "approve-option", { "approve", "x", "--option", "o" }, HLC_EXIT_USAGE, NULL, "--option" },
  { "deny-silent", { "deny", "x" }, HLC_EXIT_USAGE, NULL, "-m TEXT" },
  { "deny-empty", { "deny", "x", "-m", "" }, HLC_EXIT_USAGE, NULL, "-m TEXT" },
  { "respond-silent", { "respond", "x" }, HLC_EXIT_USAGE, NULL, "-m TEXT" },
  { "create-nothing", { "create" }, HLC_EXIT_USAGE, NULL, "function-call|human-contact" },
  { "create-unknown", { "create", "thing" }, HLC_EXIT_USAGE, NULL, "function-call|human-contact" },
  { "create-help", { "create", "--help" }, HLC_EXIT_DONE, "  human-contact", NULL },
  { "create-call-help", { "create", "function-call", "--help" }, HLC_EXIT_DONE, "--kwargs", NULL },
  { "create-no-fn", { "create", "function-call" }, HLC_EXIT_USAGE, NULL, "--fn" },
  { "create-no-msg", { "create", "human-contact" }, HLC_EXIT_USAGE, NULL, "--msg" },
  { "create-bad-kwargs",
    { "create", "function-call", "--fn", "f", "--kwargs", "{" },
    HLC_EXIT_USAGE,
    NULL,
    "--kwargs" },
  { "create-no-file",
    { "create", "function-call", "--fn", "f", "--state", "@/nonexistent" },
    HLC_EXIT_USAGE,
    NULL,
    "/nonexistent" },
  { "create-no-template", { "create", "--template" }, HLC_EXIT_USAGE, NULL, "NAME" },
  { "create-unknown-template", { "create", "--template", "nope" }, HLC_EXIT_FAILED, NULL, "templates list" },
  { "create-event-template", { "create", "--template", "agent-email" }, HLC_EXIT_FAILED, NULL, "event" },
  { "create-no-value",
    { "create", "--template", "customer-email", "--set", "=x" },
    HLC_EXIT_USAGE,
    NULL,
    "NAME=VALUE" },
  { "create-unknown-value",
    { "create", "--template", "customer-email", "--set", "nope=x" },
    HLC_EXIT_FAILED,
    NULL,
    "order" },
  { "no-instance-template",
    { "create", "--template", "customer-email" },
    HLC_EXIT_NO_INSTANCE,
    NULL,
    "serve" },
  { "no-instance-scheme",
    { "create", "--template", "purchase-materials" },
    HLC_EXIT_NO_INSTANCE,
    NULL,
    "serve" },
  { "templates-nothing", { "templates" }, HLC_EXIT_USAGE, NULL, "list|show|fill|save|remove|rename" },
  { "templates-list", { "templates", "list" }, HLC_EXIT_DONE, "order-in-steps", NULL },
  { "templates-list-json", { "templates", "list", "--json" }, HLC_EXIT_DONE, "\"damaged\":[]", NULL },
  { "templates-show", { "templates", "show", "agent-email" }, HLC_EXIT_DONE, "previous_thread", NULL },
  { "templates-show-json",
    { "templates", "show", "large-state", "--json" },
    HLC_EXIT_DONE,
    "\"elements\": 100000",
    NULL },
  { "templates-fill",
    { "templates", "fill", "agent-slack", "--set", "channel=C7", "--json" },
    HLC_EXIT_DONE,
    "\"channel_id\":\"C7\"",
    NULL },
  { "templates-fill-steps", { "templates", "fill", "order-in-steps" }, HLC_EXIT_DONE, "quote-1-mail", NULL },
  { "templates-fill-injected",
    { "templates", "fill", "agent-email", "--set", "subject=x\nBcc: a@b.c" },
    HLC_EXIT_FAILED,
    NULL,
    "line break" },
  { "templates-show-none", { "templates", "show", "nope" }, HLC_EXIT_FAILED, NULL, "nope" },
  { "templates-show-path", { "templates", "show", "../x" }, HLC_EXIT_FAILED, NULL, "lower-case" },
  { "templates-save-name", { "templates", "save", "A b", "/dev/null" }, HLC_EXIT_FAILED, NULL, "lower-case" },
  { "templates-save-file",
    { "templates", "save", "a", "/nonexistent" },
    HLC_EXIT_FAILED,
    NULL,
    "/nonexistent" },
  { "templates-save-from", { "templates", "save", "a", "--from", "c" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "templates-save-both", { "templates", "save", "a", "b", "--from", "c" }, HLC_EXIT_USAGE, NULL, "“b”" },
  { "templates-remove-shipped",
    { "templates", "remove", "large-state" },
    HLC_EXIT_FAILED,
    NULL,
    "comes with the console" },
  { "templates-rename-one", { "templates", "rename", "a" }, HLC_EXIT_USAGE, NULL, "NEW_NAME" },
  { "import-nothing", { "import" }, HLC_EXIT_USAGE, NULL, "FILE" },
  { "import-no-file", { "import", "/nonexistent" }, HLC_EXIT_USAGE, NULL, "/nonexistent" },
  { "import-empty", { "import", "/dev/null", "--dry-run" }, HLC_EXIT_FAILED, NULL, "no JSON" },
  { "keys-nothing", { "keys" }, HLC_EXIT_USAGE, NULL, "list|add|revoke" },
  { "keys-no-name", { "keys", "add" }, HLC_EXIT_USAGE, NULL, "NAME" },
  { "keys-no-scope", { "keys", "add", "a", "--scope", "all" }, HLC_EXIT_USAGE, NULL, "agent+decide" },
  { "tunnel-unknown", { "tunnel", "dig" }, HLC_EXIT_USAGE, NULL, "status|start|stop|test" },
  { "tunnel-help", { "tunnel", "--help" }, HLC_EXIT_DONE, "test [URL]", NULL },
  { "tunnel-too-many", { "tunnel", "stop", "a", "b" }, HLC_EXIT_USAGE, NULL, "“b”" },
  { "tunnel-status-name", { "tunnel", "status", "a" }, HLC_EXIT_USAGE, NULL, "“a”" },
  { "tunnel-not-utf-8", { "tunnel", "test", "\xff" }, HLC_EXIT_USAGE, NULL, "UTF-8" },
  { "ngrok-elsewhere",
    { "serve", "--headless", "--ngrok-api", "http://example.com:4040" },
    HLC_EXIT_USAGE,
    NULL,
    "this machine" },
  { "no-secrets-mode", { "serve", "--headless", "--secrets", "maybe" }, HLC_EXIT_USAGE, NULL, "service" },
  { "no-key-scope", { "serve", "--headless", "--api-key", "k:all" }, HLC_EXIT_USAGE, NULL, "agent+decide" },
  { "bad-key", { "serve", "--headless", "--api-key", "k k" }, HLC_EXIT_USAGE, NULL, "agent key" },
  { "no-key-file",
    { "serve", "--headless", "--api-key-file", "/nonexistent" },
    HLC_EXIT_USAGE,
    NULL,
    "/nonexistent" },
  { "no-instance-approve", { "approve", "x" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-deny", { "deny", "x", "-m", "no" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-respond", { "respond", "x", "-m", "yes" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-create", { "create", "function-call", "--fn", "f" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-wait",
    { "create", "human-contact", "--msg", "m", "--wait" },
    HLC_EXIT_NO_INSTANCE,
    NULL,
    "serve" },
  { "no-instance-keys", { "keys", "list" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-time-scale", { "serve", "--headless", "--time-scale", "0.5" }, HLC_EXIT_USAGE, NULL, "time scale" },
  { "endpoints-nothing", { "endpoints" }, HLC_EXIT_USAGE, NULL, "recover" },
  { "endpoints-help", { "endpoints", "--help" }, HLC_EXIT_DONE, "  rotate ID", NULL },
  { "endpoints-add-help", { "endpoints", "add", "--help" }, HLC_EXIT_DONE, "--headers-family", NULL },
  { "endpoints-no-url", { "endpoints", "add" }, HLC_EXIT_USAGE, NULL, "URL" },
  { "endpoints-no-id", { "endpoints", "rotate" }, HLC_EXIT_USAGE, NULL, "ID" },
  { "endpoints-events",
    { "endpoints", "add", "http://h/", "--events", "function_call.completed,nonsense" },
    HLC_EXIT_USAGE,
    NULL,
    "“nonsense”" },
  { "endpoints-body", { "endpoints", "add", "http://h/", "--body", "v2" }, HLC_EXIT_USAGE, NULL, "v1beta3" },
  { "endpoints-family",
    { "endpoints", "add", "http://h/", "--headers-family", "all" },
    HLC_EXIT_USAGE,
    NULL,
    "svix" },
  { "endpoints-header", { "endpoints", "add", "http://h/", "-H", "x" }, HLC_EXIT_USAGE, NULL, "--header" },
  { "endpoints-no-secret-file",
    { "endpoints", "add", "http://h/", "--secret-file", "/nonexistent" },
    HLC_EXIT_USAGE,
    NULL,
    "/nonexistent" },
  { "endpoints-edit-nothing", { "endpoints", "edit", "ep_1" }, HLC_EXIT_USAGE, NULL, "what to change" },
  { "endpoints-edit-headers",
    { "endpoints", "edit", "ep_1", "-H", "a: b", "--no-headers" },
    HLC_EXIT_USAGE,
    NULL,
    "--no-headers" },
  { "endpoints-recover-when", { "endpoints", "recover", "ep_1" }, HLC_EXIT_USAGE, NULL, "--since" },
  { "endpoints-recover-since",
    { "endpoints", "recover", "ep_1", "--since", "yesterday" },
    HLC_EXIT_USAGE,
    NULL,
    "“yesterday”" },
  { "messages-state", { "messages", "--state", "lost" }, HLC_EXIT_USAGE, NULL, "unsent" },
  { "messages-limit", { "messages", "--limit", "501" }, HLC_EXIT_USAGE, NULL, "500" },
  { "message-missing", { "message" }, HLC_EXIT_USAGE, NULL, "ID" },
  { "resend-missing", { "resend" }, HLC_EXIT_USAGE, NULL, "ID" },
  { "replay-word", { "replay", "last" }, HLC_EXIT_USAGE, NULL, "“last”" },
  { "replay-both", { "replay", "1", "--resign", "--original" }, HLC_EXIT_USAGE, NULL, "--original" },
  { "replay-original-secret",
    { "replay", "1", "--original", "--secret-file", "/nonexistent" },
    HLC_EXIT_USAGE,
    NULL,
    "--secret-file" },
  { "rules-nothing", { "rules" }, HLC_EXIT_USAGE, NULL, "release" },
  { "rules-no-endpoint", { "rules", "add" }, HLC_EXIT_USAGE, NULL, "--to" },
  { "rules-word", { "rules", "remove", "x" }, HLC_EXIT_USAGE, NULL, "“x”" },
  { "rules-release", { "rules", "release", "1", "some" }, HLC_EXIT_USAGE, NULL, "newest" },
  { "rules-release-what", { "rules", "release", "1" }, HLC_EXIT_USAGE, NULL, "all|newest|discard" },
  { "send-no-type", { "send", "--data", "{}" }, HLC_EXIT_USAGE, NULL, "EVENT_TYPE" },
  { "send-nothing", { "send", "function_call.completed" }, HLC_EXIT_USAGE, NULL, "--data" },
  { "send-both",
    { "send", "function_call.completed", "--data", "{}", "--body", "/dev/null" },
    HLC_EXIT_USAGE,
    NULL,
    "--body" },
  { "send-no-json", { "send", "function_call.completed", "--data", "{" }, HLC_EXIT_USAGE, NULL, "--data" },
  { "time-scale-zero", { "time-scale", "0" }, HLC_EXIT_USAGE, NULL, "1000000" },
  { "no-instance-endpoints", { "endpoints", "list" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-recover",
    { "endpoints", "recover", "ep_1", "--since", "2h" },
    HLC_EXIT_NO_INSTANCE,
    NULL,
    "serve" },
  { "no-instance-messages", { "messages" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-replay", { "replay", "1" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-rules", { "rules", "list" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-send",
    { "send", "function_call.completed", "--data", "{}" },
    HLC_EXIT_NO_INSTANCE,
    NULL,
    "serve" },
  { "no-instance-time-scale", { "time-scale", "10" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-tunnel", { "tunnel" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-tunnel-json", { "tunnel", "--json" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-instance-tunnel-start", { "tunnel", "start" }, HLC_EXIT_NO_INSTANCE, NULL, "serve" },
  { "no-display", { NULL }, HLC_EXIT_FAILED, NULL, "--headless" },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (TestProgram) program = test_program_run (expected->arguments, NULL);

  g_test_message ("%s%s", program->output, program->errors);
  g_assert_cmpint (program->status, ==, expected->status);

  if (expected->output != NULL)
    g_assert_nonnull (strstr (program->output, expected->output));
  if (expected->errors != NULL)
    g_assert_nonnull (strstr (program->errors, expected->errors));
  if (expected->status != HLC_EXIT_DONE)
    g_assert_cmpstr (program->output, ==, "");
}

/* A secret that was typed is in no message. */
static void
test_secret_untold (void)
{
  static const char *const arguments[][6] = {
    { "serve", "--headless", "--webhook-secret", "whsec_topsecret*", NULL },
    { "serve", "--headless", "--api-key", "topsecret*", NULL },
    { "serve", "--headless", "--api-key", "key:topsecret", NULL },
    { "endpoints", "add", "http://h/", "--header", "topsecret", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    {
      g_autoptr (TestProgram) program = test_program_run (arguments[i], NULL);

      g_assert_cmpint (program->status, ==, HLC_EXIT_USAGE);
      g_assert_null (strstr (program->errors, "topsecret"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/command-line/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  g_test_add_func ("/command-line/secret-untold", test_secret_untold);
  return g_test_run ();
}
