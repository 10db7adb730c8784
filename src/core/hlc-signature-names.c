/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-signature-check.h"

#include "hlc-enum-name.h"

static const char *const verdict_names[] = {
  [HLC_VERDICT_VERIFIED] = "verified",
  [HLC_VERDICT_UNVERIFIED] = "unverified",
  [HLC_VERDICT_FAILED] = "failed",
};

static const char *const reason_names[] = {
  [HLC_REASON_VERIFIED] = "verified",
  [HLC_REASON_NO_SECRET] = "no_secret",
  [HLC_REASON_MISSING_HEADER] = "missing_header",
  [HLC_REASON_MALFORMED_TIMESTAMP] = "malformed_timestamp",
  [HLC_REASON_TIMESTAMP_TOO_OLD] = "timestamp_too_old",
  [HLC_REASON_TIMESTAMP_TOO_NEW] = "timestamp_too_new",
  [HLC_REASON_MALFORMED_SIGNATURE] = "malformed_signature",
  [HLC_REASON_UNSUPPORTED_VERSION] = "unsupported_version",
  [HLC_REASON_NO_MATCH] = "no_match",
  [HLC_REASON_NOT_CHECKED] = "not_checked",
};

static const char *const diagnosis_names[] = {
  [HLC_DIAGNOSIS_NONE] = NULL,
  [HLC_DIAGNOSIS_WHITESPACE_CHANGED] = "whitespace_changed",
  [HLC_DIAGNOSIS_BODY_RESERIALISED] = "body_reserialised",
  [HLC_DIAGNOSIS_OTHER_SECRET] = "other_secret",
  [HLC_DIAGNOSIS_SECRET_MALFORMED] = "secret_malformed",
  [HLC_DIAGNOSIS_ID_MISMATCH] = "id_mismatch",
};

/**
 * hlc_verdict_to_string:
 *
 * Returns: (transfer none): the verdict's name on the wire, as "verified"
 */
const char *
hlc_verdict_to_string (HlcVerdict verdict)
{
  g_return_val_if_fail ((gsize) verdict < G_N_ELEMENTS (verdict_names), NULL);

  return verdict_names[verdict];
}

/**
 * hlc_verdict_from_string:
 * @text: (nullable): a verdict's name on the wire
 * @verdict: (out): the verdict, untouched if there is none
 *
 * Returns: whether @text names a verdict
 */
gboolean
hlc_verdict_from_string (const char *text, HlcVerdict *verdict)
{
  int found = hlc_enum_name_find (verdict_names, G_N_ELEMENTS (verdict_names), text);

  g_return_val_if_fail (verdict != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *verdict = (HlcVerdict) found;
  return TRUE;
}

/**
 * hlc_reason_to_string:
 *
 * Returns: (transfer none): the reason's name on the wire, as "no_match"
 */
const char *
hlc_reason_to_string (HlcReason reason)
{
  g_return_val_if_fail ((gsize) reason < G_N_ELEMENTS (reason_names), NULL);

  return reason_names[reason];
}

/**
 * hlc_diagnosis_to_string:
 *
 * Returns: (transfer none) (nullable): the diagnosis's name on the wire, as "id_mismatch"; %NULL for none
 */
const char *
hlc_diagnosis_to_string (HlcDiagnosis diagnosis)
{
  g_return_val_if_fail ((gsize) diagnosis < G_N_ELEMENTS (diagnosis_names), NULL);

  return diagnosis_names[diagnosis];
}
