/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"
#include "hlc-endpoint.h"
#include "hlc-forward-rule.h"
#include "hlc-json-writer.h"
#include "hlc-message.h"
#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/* What is sent, as objects of the console's own interfaces: see hlc-object-json.h. Secrets are masked. Any thread. */
void hlc_object_json_write_endpoint (HlcJsonWriter *writer,
                                     HlcEndpoint *endpoint,
                                     HlcSigningSecret *secret,
                                     gint64 secret_overlap_until);
void hlc_object_json_write_message (HlcJsonWriter *writer, HlcMessage *message, GPtrArray *attempts);
void hlc_object_json_write_attempt (HlcJsonWriter *writer, HlcAttempt *attempt);
void hlc_object_json_write_rule (HlcJsonWriter *writer, HlcForwardRule *rule);

G_END_DECLS
