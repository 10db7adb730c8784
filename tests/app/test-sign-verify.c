/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#include "hlc-command-line.h"
#include "test-directory.h"
#include "test-program.h"

/* The test vector of Svix's and Standard Webhooks' own libraries. */
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define OTHER_SECRET "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
#define ID "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define TIMESTAMP "1614265330"
#define BODY "{\"test\": 2432232314}"
#define SIGNATURE "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

#define ID_HEADER "svix-id: " ID
#define TIMESTAMP_HEADER "svix-timestamp: " TIMESTAMP
#define SIGNATURE_HEADER "svix-signature: " SIGNATURE

typedef struct
{
  const char *name;
  const char *arguments[16];
  const char *body;
  int status;
  const char *output[3]; /* each stands in standard output */
} Case;

static const Case cases[] = {
  { "sign",
    { "sign", "--secret", SECRET, "--id", ID, "--timestamp", TIMESTAMP },
    BODY,
    HLC_EXIT_DONE,
    { ID_HEADER "\n" TIMESTAMP_HEADER "\n" SIGNATURE_HEADER "\n", "webhook-signature: " SIGNATURE "\n" } },
  { "sign-json",
    { "sign", "--secret", SECRET, "--id", ID, "--timestamp", TIMESTAMP, "--json" },
    BODY,
    HLC_EXIT_DONE,
    { "[\"webhook-signature\",\"" SIGNATURE "\"]" } },
  { "sign-rotated",
    { "sign", "--secret", SECRET, "--secret", OTHER_SECRET, "--id", ID, "--timestamp", TIMESTAMP },
    BODY,
    HLC_EXIT_DONE,
    { SIGNATURE " v1," } },
  { "sign-without-secret", { "sign" }, BODY, HLC_EXIT_USAGE, { NULL } },
  { "sign-bad-secret", { "sign", "--secret", "whsec_***" }, BODY, HLC_EXIT_USAGE, { NULL } },
  { "sign-bad-id", { "sign", "--secret", SECRET, "--id", "a\r\nb" }, BODY, HLC_EXIT_USAGE, { NULL } },
  { "sign-bad-timestamp",
    { "sign", "--secret", SECRET, "--timestamp", " 1" },
    BODY,
    HLC_EXIT_USAGE,
    { NULL } },
  { "sign-no-file", { "sign", "--secret", SECRET, "/nonexistent" }, BODY, HLC_EXIT_FAILED, { NULL } },
  { "verified",
    { "verify", "--secret", SECRET, "-H", ID_HEADER, "-H", TIMESTAMP_HEADER, "-H", SIGNATURE_HEADER, "--now",
      TIMESTAMP },
    BODY,
    HLC_EXIT_DONE,
    { "verified", ID } },
  { "verified-json",
    { "verify", "--secret", OTHER_SECRET, "--secret", SECRET, "-H", ID_HEADER, "-H", TIMESTAMP_HEADER, "-H",
      SIGNATURE_HEADER, "--now", TIMESTAMP, "--json" },
    BODY,
    HLC_EXIT_DONE,
    { "\"verdict\":\"verified\"", "\"diagnosis\":null", "\"secret_name\":\"secret 2\"" } },
  { "other-secret",
    { "verify", "--secret", OTHER_SECRET, "-H", ID_HEADER, "-H", TIMESTAMP_HEADER, "-H", SIGNATURE_HEADER,
      "--now", TIMESTAMP, "--json" },
    BODY,
    HLC_EXIT_FAILED,
    { "\"reason\":\"no_match\"" } },
  { "white-space",
    { "verify", "--secret", SECRET, "-H", ID_HEADER, "-H", TIMESTAMP_HEADER, "-H", SIGNATURE_HEADER, "--now",
      TIMESTAMP, "--json" },
    BODY "\n",
    HLC_EXIT_FAILED,
    { "\"reason\":\"no_match\"", "\"diagnosis\":\"whitespace_changed\"" } },
  { "too-old",
    { "verify", "--secret", SECRET, "-H", ID_HEADER, "-H", TIMESTAMP_HEADER, "-H", SIGNATURE_HEADER,
      "--json" },
    BODY,
    HLC_EXIT_FAILED,
    { "\"reason\":\"timestamp_too_old\"" } },
  { "missing-header",
    { "verify", "--secret", SECRET, "-H", TIMESTAMP_HEADER, "-H", SIGNATURE_HEADER, "--now", TIMESTAMP,
      "--json" },
    BODY,
    HLC_EXIT_FAILED,
    { "\"reason\":\"missing_header\"" } },
  { "no-secret",
    { "verify", "-H", ID_HEADER, "-H", TIMESTAMP_HEADER, "-H", SIGNATURE_HEADER, "--now", TIMESTAMP,
      "--json" },
    BODY,
    HLC_EXIT_FAILED,
    { "\"verdict\":\"unverified\"", "\"reason\":\"no_secret\"" } },
  { "secret-malformed",
    { "verify", "--secret", "whsec_***", "-H", ID_HEADER, "-H", TIMESTAMP_HEADER, "-H", SIGNATURE_HEADER,
      "--now", TIMESTAMP, "--json" },
    BODY,
    HLC_EXIT_FAILED,
    { "\"diagnosis\":\"secret_malformed\"" } },
  { "bad-header", { "verify", "--secret", SECRET, "-H", "no colon" }, BODY, HLC_EXIT_USAGE, { NULL } },
  { "bad-now", { "verify", "--secret", SECRET, "--now", "tomorrow" }, BODY, HLC_EXIT_USAGE, { NULL } },
  { "no-headers-file",
    { "verify", "--secret", SECRET, "--headers", "/nonexistent" },
    BODY,
    HLC_EXIT_USAGE,
    { NULL } },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (TestProgram) program = test_program_run (expected->arguments, expected->body);

  g_test_message ("%s%s", program->output, program->errors);
  g_assert_cmpint (program->status, ==, expected->status);
  for (guint i = 0; i < G_N_ELEMENTS (expected->output) && expected->output[i] != NULL; i++)
    g_assert_nonnull (strstr (program->output, expected->output[i]));
  if (expected->status == HLC_EXIT_USAGE)
    g_assert_cmpstr (program->output, ==, "");
}

static char *
write_file (TestDirectory *directory, const char *name, const char *text)
{
  char *path = g_build_filename (test_directory_get_path (directory), name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* What one subcommand prints, the other reads, now and with an id of its own making. */
static void
test_round_trip (gconstpointer data)
{
  gboolean json = GPOINTER_TO_INT (data);
  g_autoptr (TestDirectory) directory = test_directory_new ();
  g_autofree char *secrets = write_file (directory, "secrets", "\n" OTHER_SECRET "\n" SECRET "\n");
  g_autofree char *body = write_file (directory, "body", BODY);
  const char *sign[] = { "sign", "--secret-file", secrets, body, json ? "--json" : NULL, NULL };
  g_autoptr (TestProgram) signer = test_program_run (sign, NULL);
  g_autofree char *headers = NULL;

  g_assert_cmpint (signer->status, ==, HLC_EXIT_DONE);
  if (json)
    {
      char *list = strchr (signer->output, '[');

      *(strrchr (list, ']') + 1) = '\0';
      headers = write_file (directory, "headers", list);
    }
  else
    {
      headers = write_file (directory, "headers", signer->output);
    }

  for (guint i = 0; i < 2; i++)
    {
      const char *verify[] = { "verify", "--secret", i == 0 ? SECRET : OTHER_SECRET, "--headers", headers,
                               body,     NULL };
      g_autoptr (TestProgram) verifier = test_program_run (verify, NULL);

      g_test_message ("%s%s", verifier->output, verifier->errors);
      g_assert_cmpint (verifier->status, ==, HLC_EXIT_DONE);
    }
}

static void
test_environment (void)
{
  const char *arguments[] = { "sign", "--id", ID, "--timestamp", TIMESTAMP, NULL };
  g_autoptr (GSubprocessLauncher) launcher =
      test_program_new_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (TestProgram) program = NULL;

  g_subprocess_launcher_setenv (launcher, "HLC_WEBHOOK_SECRET", SECRET, TRUE);
  program = test_program_run_with (launcher, arguments, BODY);
  g_assert_cmpint (program->status, ==, HLC_EXIT_DONE);
  g_assert_nonnull (strstr (program->output, SIGNATURE_HEADER));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sign-verify/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  g_test_add_data_func ("/sign-verify/round-trip", GINT_TO_POINTER (FALSE), test_round_trip);
  g_test_add_data_func ("/sign-verify/round-trip-json", GINT_TO_POINTER (TRUE), test_round_trip);
  g_test_add_func ("/sign-verify/environment", test_environment);
  return g_test_run ();
}
