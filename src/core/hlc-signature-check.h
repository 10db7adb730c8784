/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#include "hlc-header-list.h"
#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/** How far a signature's timestamp may be from our clock, either way (Standard Webhooks). Seconds. */
#define HLC_SIGNATURE_TOLERANCE 300

typedef enum
{
  HLC_VERDICT_VERIFIED,
  HLC_VERDICT_UNVERIFIED,
  HLC_VERDICT_FAILED,
} HlcVerdict;

/** HlcReason: why a verdict is what it is. NOT_CHECKED: the request was refused before its signature mattered. */
typedef enum
{
  HLC_REASON_VERIFIED,
  HLC_REASON_NO_SECRET,
  HLC_REASON_MISSING_HEADER,
  HLC_REASON_MALFORMED_TIMESTAMP,
  HLC_REASON_TIMESTAMP_TOO_OLD,
  HLC_REASON_TIMESTAMP_TOO_NEW,
  HLC_REASON_MALFORMED_SIGNATURE,
  HLC_REASON_UNSUPPORTED_VERSION,
  HLC_REASON_NO_MATCH,
  HLC_REASON_NOT_CHECKED,
} HlcReason;

/** HlcDiagnosis: what a probe found out about a signature that does not match. */
typedef enum
{
  HLC_DIAGNOSIS_NONE,
  HLC_DIAGNOSIS_WHITESPACE_CHANGED,
  HLC_DIAGNOSIS_BODY_RESERIALISED,
  HLC_DIAGNOSIS_OTHER_SECRET,
  HLC_DIAGNOSIS_SECRET_MALFORMED,
  HLC_DIAGNOSIS_ID_MISMATCH,
} HlcDiagnosis;

/**
 * HlcSignatureCheck:
 * @detail: a sentence for people, and what to do
 * @secret_name: (nullable): the secret that matched, or that @diagnosis is about
 * @message_id: (nullable): the value of "webhook-id" or "svix-id", as received
 */
typedef struct
{
  HlcVerdict verdict;
  HlcReason reason;
  HlcDiagnosis diagnosis;
  char *detail;
  char *secret_name;
  char *message_id;
} HlcSignatureCheck;

HlcSignatureCheck *hlc_signature_check_new (HlcHeaderList *headers,
                                            GBytes *body,
                                            GPtrArray *secrets,
                                            GPtrArray *other_secrets,
                                            gint64 now) G_GNUC_WARN_UNUSED_RESULT;
void hlc_signature_check_free (HlcSignatureCheck *self);

const char *hlc_verdict_to_string (HlcVerdict verdict);
gboolean hlc_verdict_from_string (const char *text, HlcVerdict *verdict);
const char *hlc_reason_to_string (HlcReason reason);
const char *hlc_diagnosis_to_string (HlcDiagnosis diagnosis);

gboolean hlc_constant_time_equal (const char *a, gsize a_length, const char *b, gsize b_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcSignatureCheck, hlc_signature_check_free)

G_END_DECLS
