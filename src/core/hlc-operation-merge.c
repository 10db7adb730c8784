/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-payload.h"

#include <glib/gi18n-lib.h>

/* A member that two operations must agree on, and what is said if they do not. */
typedef struct
{
  const char *name;
  const char *detail;
} Member;

static const Member call_members[] = {
  { "fn",
    N_ ("A webhook with this call_id names another function than the one that is stored: it was kept and not "
        "applied. Give each operation a call_id of its own.") },
  { "kwargs",
    N_ ("A webhook with this call_id has other arguments than the ones that are stored: it was kept and not "
        "applied. Give each operation a call_id of its own.") },
};

static const Member contact_members[] = {
  { "msg",
    N_ ("A webhook with this call_id asks another question than the one that is stored: it was kept and not "
        "applied. Give each operation a call_id of its own.") },
};

static const Member call_outcome_members[] = {
  { "comment", N_ ("A webhook brings another comment than the one that is stored: it was kept and not "
                   "applied, since the first decision is final.") },
  { "reject_option_name",
    N_ ("A webhook brings another reject option than the one that is stored: it was kept and not "
        "applied, since the first decision is final.") },
};

static const Member contact_outcome_members[] = {
  { "response",
    N_ ("A webhook brings another response than the one that is stored: it was kept and not applied, since "
        "the first response is final.") },
  { "response_option_name",
    N_ ("A webhook brings another response option than the one that is stored: it was kept and "
        "not applied, since the first response is final.") },
};

static HlcJsonDocument *
read_text (GBytes *text)
{
  return text != NULL ? hlc_json_document_new (text, NULL, NULL) : NULL;
}

/* A member that is null and one that is absent are the same, and so is a text that is not there. */
static gboolean
get_member (HlcJsonDocument *document, const char *name, HlcJsonValue *member)
{
  return document != NULL &&
         hlc_json_value_get_type (hlc_json_document_get_root (document)) == HLC_JSON_OBJECT &&
         hlc_json_value_get_member (hlc_json_document_get_root (document), name, member) &&
         hlc_json_value_get_type (*member) != HLC_JSON_NULL;
}

static const char *
find_difference (GBytes *stored, GBytes *received, const Member *members, gsize n_members)
{
  g_autoptr (HlcJsonDocument) stored_document = read_text (stored);
  g_autoptr (HlcJsonDocument) received_document = read_text (received);

  for (gsize i = 0; i < n_members; i++)
    {
      HlcJsonValue stored_member;
      HlcJsonValue received_member;
      gboolean is_stored = get_member (stored_document, members[i].name, &stored_member);
      gboolean is_received = get_member (received_document, members[i].name, &received_member);

      if (is_stored != is_received || (is_stored && !hlc_json_value_equal (stored_member, received_member)))
        return _ (members[i].detail);
    }

  return NULL;
}

static const char *
find_content_difference (HlcOperation *stored, HlcOperation *received)
{
  if (stored->kind != received->kind)
    return _ ("A webhook with this call_id is of the other kind than the operation that is stored: it was "
              "kept and not applied. Give each operation a call_id of its own.");

  if (stored->kind == HLC_OPERATION_FUNCTION_CALL)
    return find_difference (stored->spec, received->spec, call_members, G_N_ELEMENTS (call_members));

  return find_difference (stored->spec, received->spec, contact_members, G_N_ELEMENTS (contact_members));
}

static const char *
find_outcome_difference (HlcOperation *stored, HlcOperation *received)
{
  if (stored->state != received->state)
    return received->state == HLC_STATE_APPROVED
               ? _ ("A webhook says approved of what is stored as denied: it was kept and "
                    "not applied, since the first decision is final.")
               : _ ("A webhook says denied of what is stored as approved: it was kept and "
                    "not applied, since the first decision is final.");

  if (stored->kind == HLC_OPERATION_FUNCTION_CALL)
    return find_difference (stored->status, received->status, call_outcome_members,
                            G_N_ELEMENTS (call_outcome_members));

  return find_difference (stored->status, received->status, contact_outcome_members,
                          G_N_ELEMENTS (contact_outcome_members));
}

static HlcMerge
conflict (const char *sentence, char **detail)
{
  if (detail != NULL)
    *detail = g_strdup (sentence);

  return HLC_MERGE_CONFLICT;
}

/**
 * hlc_operation_merge:
 * @stored: (nullable): the operation that is stored under the call_id, with `spec` and `status`
 * @received: the operation that a webhook brought
 * @detail: (out) (optional) (nullable): for a conflict a sentence for people, otherwise %NULL
 *
 * Decides what a received operation means for the stored one: an operation is decided once, and webhooks come
 * twice and in disorder. What was asked (function and arguments, or question) and the outcome are compared as
 * JSON values; times and everything else may differ. Any thread.
 *
 * Returns: what to do
 */
HlcMerge
hlc_operation_merge (HlcOperation *stored, HlcOperation *received, char **detail)
{
  const char *difference = NULL;

  g_return_val_if_fail (received != NULL, HLC_MERGE_CONFLICT);

  if (detail != NULL)
    *detail = NULL;
  if (stored == NULL)
    return HLC_MERGE_CREATE;

  difference = find_content_difference (stored, received);
  if (difference != NULL)
    return conflict (difference, detail);

  if (received->state == HLC_STATE_PENDING)
    return stored->state == HLC_STATE_PENDING ? HLC_MERGE_REPEAT : HLC_MERGE_STALE;
  if (stored->state == HLC_STATE_PENDING)
    return HLC_MERGE_COMPLETE;

  difference = find_outcome_difference (stored, received);
  return difference != NULL ? conflict (difference, detail) : HLC_MERGE_REPEAT;
}
