/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"
#include "hlc-signature-check.h"
#include "hlc-signature-list.h"

G_BEGIN_DECLS

/** The longest body that is probed: a probe signs it some twenty times. Bytes. */
#define HLC_SIGNATURE_PROBE_MAX_BODY (256 * 1024)

/**
 * HlcSignedMessage:
 * @headers: all headers of the request
 * @id: the message's id, byte for byte as in its header
 * @timestamp: seconds since the Unix epoch
 * @body: the body as received
 * @signatures: what claims to be signatures of it
 *
 * What a signature is checked against. Borrows everything.
 */
typedef struct
{
  HlcHeaderList *headers;
  const char *id;
  gint64 timestamp;
  GBytes *body;
  const HlcSignatureList *signatures;
} HlcSignedMessage;

HlcDiagnosis hlc_signature_probe (const HlcSignedMessage *message,
                                  GPtrArray *secrets,
                                  GPtrArray *other_secrets,
                                  HlcSigningSecret **secret) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
