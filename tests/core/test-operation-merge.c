/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-payload.h"

#include <string.h>

#define OPERATION(spec, status) "{\"call_id\":\"c\",\"run_id\":\"r\",\"spec\":" spec ",\"status\":" status "}"
#define CALL(status) OPERATION ("{\"fn\":\"f\",\"kwargs\":{\"a\":1,\"b\":[\"x\"]}}", status)
#define CONTACT(status) OPERATION ("{\"msg\":\"m\"}", status)

#define PENDING "null"
#define APPROVED "{\"approved\":true}"
#define DENIED "{\"approved\":false,\"comment\":\"no\"}"
#define RESPONDED "{\"response\":\"yes\"}"

typedef struct
{
  const char *name;
  const char *stored; /* NULL: nothing */
  const char *received;
  HlcMerge merge;
  const char *detail; /* a part of it */
} Case;

static const Case cases[] = {
  { "nothing-stored", NULL, CALL (PENDING), HLC_MERGE_CREATE, NULL },
  { "nothing-stored-completed", NULL, CALL (APPROVED), HLC_MERGE_CREATE, NULL },
  { "pending-again", CALL (PENDING), CALL ("{\"approved\":null}"), HLC_MERGE_REPEAT, NULL },
  { "approve", CALL (PENDING), CALL (APPROVED), HLC_MERGE_COMPLETE, NULL },
  { "deny", CALL ("{\"approved\":null,\"comment\":null}"), CALL (DENIED), HLC_MERGE_COMPLETE, NULL },
  { "respond", CONTACT (PENDING), CONTACT (RESPONDED), HLC_MERGE_COMPLETE, NULL },
  { "late-pending", CALL (APPROVED), CALL (PENDING), HLC_MERGE_STALE, NULL },
  { "late-pending-contact", CONTACT (RESPONDED), CONTACT (PENDING), HLC_MERGE_STALE, NULL },
  { "approved-again", CALL (APPROVED),
    CALL ("{\"approved\":true,\"comment\":null,\"responded_at\":\"2024-01-01T00:00:00Z\"}"), HLC_MERGE_REPEAT,
    NULL },
  { "denied-again", CALL (DENIED),
    CALL ("{\"comment\":\"n\\u006f\",\"reject_option_name\":null,\"approved\":false}"), HLC_MERGE_REPEAT,
    NULL },
  { "responded-again", CONTACT (RESPONDED), CONTACT ("{\"response\":\"\\u0079es\"}"), HLC_MERGE_REPEAT,
    NULL },
  { "spec-printed-anew", CALL (PENDING),
    OPERATION ("{ \"kwargs\": {\"b\": [\"\\u0078\"], \"a\": 1}, \"channel\": {}, \"fn\": \"f\" }", APPROVED),
    HLC_MERGE_COMPLETE, NULL },
  { "denied-after-approved", CALL (APPROVED), CALL (DENIED), HLC_MERGE_CONFLICT,
    "denied of what is stored as approved" },
  { "approved-after-denied", CALL (DENIED), CALL (APPROVED), HLC_MERGE_CONFLICT,
    "approved of what is stored as denied" },
  { "other-comment", CALL (DENIED), CALL ("{\"approved\":false,\"comment\":\"never\"}"), HLC_MERGE_CONFLICT,
    "another comment" },
  { "comment-withdrawn", CALL (DENIED), CALL ("{\"approved\":false}"), HLC_MERGE_CONFLICT,
    "another comment" },
  { "option-added", CALL (DENIED),
    CALL ("{\"approved\":false,\"comment\":\"no\",\"reject_option_name\":\"o\"}"), HLC_MERGE_CONFLICT,
    "another reject option" },
  { "other-response", CONTACT (RESPONDED), CONTACT ("{\"response\":\"no\"}"), HLC_MERGE_CONFLICT,
    "another response " },
  { "response-option-added", CONTACT (RESPONDED),
    CONTACT ("{\"response\":\"yes\",\"response_option_name\":\"o\"}"), HLC_MERGE_CONFLICT,
    "another response option" },
  { "other-kind", CALL (PENDING), CONTACT (RESPONDED), HLC_MERGE_CONFLICT, "other kind" },
  { "other-function", CALL (PENDING),
    OPERATION ("{\"fn\":\"g\",\"kwargs\":{\"a\":1,\"b\":[\"x\"]}}", APPROVED), HLC_MERGE_CONFLICT,
    "another function" },
  { "other-arguments", CALL (PENDING),
    OPERATION ("{\"fn\":\"f\",\"kwargs\":{\"a\":2,\"b\":[\"x\"]}}", APPROVED), HLC_MERGE_CONFLICT,
    "other arguments" },
  { "other-arguments-pending", CALL (APPROVED), OPERATION ("{\"fn\":\"f\",\"kwargs\":{}}", PENDING),
    HLC_MERGE_CONFLICT, "other arguments" },
  { "other-question", CONTACT (PENDING), OPERATION ("{\"msg\":\"n\"}", RESPONDED), HLC_MERGE_CONFLICT,
    "another question" },
};

static HlcOperation *
read_operation (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static (json, strlen (json));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (text, NULL, &error);
  HlcOperation *operation = NULL;

  g_assert_no_error (error);
  operation = hlc_operation_new_from_json (hlc_json_document_get_root (document), &error);
  g_assert_no_error (error);

  return operation;
}

static void
test_merge (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (HlcOperation) stored = test->stored != NULL ? read_operation (test->stored) : NULL;
  g_autoptr (HlcOperation) received = read_operation (test->received);
  g_autofree char *detail = NULL;

  g_assert_cmpint (hlc_operation_merge (stored, received, &detail), ==, test->merge);
  if (test->detail == NULL)
    g_assert_null (detail);
  else
    g_assert_nonnull (strstr (detail, test->detail));
  g_assert_cmpint (hlc_operation_merge (stored, received, NULL), ==, test->merge);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/operation-merge/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_merge);
    }

  return g_test_run ();
}
