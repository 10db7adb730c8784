/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-remote-words.h"

#include <string.h>

#include "hlc-error.h"
#include "hlc-presentation.h"
#include "hlc-remote-answer.h"
#include "hlc-ui.h"

#define BASE "https://api.example.com/humanlayer/v1"
#define OTHER "https://other.example.com/humanlayer/v1"
#define WHY "Nothing can be reached there."

/* What is said of an operation, by what is known of the remote API. */
static const struct
{
  HlcRemoteView view;
  gboolean is_problem;
  const char *words;
} CASES[] = {
  { { BASE, NULL, NULL, 3 * G_TIME_SPAN_SECOND },
    FALSE,
    "created at api.example.com, and whoever answers there" },
  { { BASE, NULL, NULL, 0 }, FALSE, "asks for the outcome" },
  { { BASE, WHY, NULL, 12 * G_TIME_SPAN_SECOND }, TRUE, WHY " Asking again in 12 s." },
  { { BASE, WHY, NULL, 0 }, TRUE, WHY " Asking again now." },
  { { BASE, WHY, NULL, -1 }, TRUE, WHY " Nothing is asked before" },
  { { BASE, NULL, WHY, 5 * G_TIME_SPAN_SECOND }, TRUE, WHY " It is not asked for any more." },
  { { OTHER, NULL, NULL, 0 }, TRUE, "not the remote API that is set now" },
  { { NULL, NULL, NULL, -1 }, TRUE, "not the remote API that is set now" },
};

static HlcOperation *
make_operation (HlcOrigin origin, HlcOperationState state)
{
  HlcOperation *operation = hlc_operation_new ();

  operation->call_id = g_strdup ("c");
  operation->run_id = g_strdup ("r");
  operation->origin = origin;
  operation->state = state;
  operation->remote_base = origin == HLC_ORIGIN_REMOTE ? g_strdup (BASE) : NULL;
  return operation;
}

static void
test_words (void)
{
  g_autoptr (HlcOperation) operation = make_operation (HLC_ORIGIN_REMOTE, HLC_STATE_PENDING);
  g_autoptr (HlcOperation) decided = make_operation (HLC_ORIGIN_REMOTE, HLC_STATE_DENIED);
  g_autoptr (HlcOperation) ours = make_operation (HLC_ORIGIN_CONSOLE, HLC_STATE_PENDING);
  gboolean is_problem = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *words = hlc_words_remote (operation, &CASES[i].view, &is_problem);

      g_test_message ("%s", words);
      g_assert_nonnull (strstr (words, CASES[i].words));
      g_assert_cmpint (is_problem, ==, CASES[i].is_problem);
    }
  g_assert_null (hlc_words_remote (decided, &CASES[0].view, &is_problem));
  g_assert_null (hlc_words_remote (ours, &CASES[2].view, &is_problem));
  g_assert_false (is_problem);
}

/* At which field a refusal is said. */
static void
test_fields (void)
{
  static const char detail[] = "{\"detail\":[{\"loc\":[\"body\",\"spec\",\"fn\"],\"msg\":\"too short\"}]}";
  const HlcRemoteQuestion question = { BASE, "hl_key", "c", HLC_OPERATION_FUNCTION_CALL, TRUE };
  static const struct
  {
    guint status;
    const char *body;
    const char *field;
  } FIELDS[] = {
    { 401, "", HLC_FIELD_TARGET },
    { 403, "", HLC_FIELD_TARGET },
    { 404, "{}", HLC_FIELD_TARGET },
    { 409, "", "call_id" },
    { 422, detail, "spec.fn" },
    { 422, "{}", "" },
    { 400, "[", "" },
    { 500, "", HLC_FIELD_TARGET },
    { 302, "", HLC_FIELD_TARGET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++)
    {
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (GBytes) body = g_bytes_new_static (FIELDS[i].body, strlen (FIELDS[i].body));
      g_autoptr (GError) error = NULL;
      const HlcFormProblem *problem = NULL;

      g_assert_false (hlc_remote_answer_check (&question, FIELDS[i].status, body, &error));
      hlc_words_add_remote_problem (problems, error);
      problem = g_ptr_array_index (problems, 0);
      g_assert_cmpstr (problem->field, ==, FIELDS[i].field);
      g_assert_cmpstr (problem->message, ==, error->message);
    }
}

static void
test_origin (void)
{
  g_autoptr (HlcOperation) there = make_operation (HLC_ORIGIN_REMOTE, HLC_STATE_PENDING);
  g_autoptr (HlcOperation) here = make_operation (HLC_ORIGIN_CONSOLE, HLC_STATE_PENDING);
  g_autofree char *there_caption = hlc_present_operation_caption (there);
  g_autofree char *here_caption = hlc_present_operation_caption (here);

  g_assert_cmpstr (there_caption, ==, "Remote · api.example.com · r · c");
  g_assert_cmpstr (here_caption, ==, "r · c · Console");
}

static void
test_connected (void)
{
  g_autofree char *both = hlc_words_remote_connected ("p", "o");
  g_autofree char *one = hlc_words_remote_connected ("p", NULL);
  g_autofree char *none = hlc_words_remote_connected (NULL, NULL);

  g_assert_cmpstr (both, ==, "It takes the key, which is of the project p of o.");
  g_assert_cmpstr (one, ==, "It takes the key, which is of the project p.");
  g_assert_cmpstr (none, ==, "It takes the key. It does not say of which project that is.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/remote-words/words", test_words);
  g_test_add_func ("/remote-words/fields", test_fields);
  g_test_add_func ("/remote-words/origin", test_origin);
  g_test_add_func ("/remote-words/connected", test_connected);
  return g_test_run ();
}
