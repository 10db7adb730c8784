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
  const char *arguments[] = { "serve", "--headless", "--webhook-secret", "whsec_topsecret*", NULL };
  g_autoptr (TestProgram) program = test_program_run (arguments, NULL);

  g_assert_cmpint (program->status, ==, HLC_EXIT_USAGE);
  g_assert_null (strstr (program->errors, "topsecret"));
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
