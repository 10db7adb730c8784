/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"
#include "hlc-message.h"
#include "hlc-presentation.h"

G_BEGIN_DECLS

/* How sent messages and the attempts to deliver them are told. Pure; plain text, not markup; any thread. */
HlcAppearance hlc_present_message_state (HlcMessageState state);
char *hlc_words_message_title (HlcMessage *message) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_message_state (HlcMessage *message, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_message_caption (HlcMessage *message) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_destination (const char *url) G_GNUC_WARN_UNUSED_RESULT;

HlcAppearance hlc_present_attempt (HlcAttempt *attempt);
char *hlc_words_attempt_outcome (HlcAttempt *attempt, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_attempt_error (HlcAttempt *attempt) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_sentence (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_status (guint status) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_words_trigger (HlcTrigger trigger);
const char *hlc_words_sign_mode (HlcSignMode mode);

G_END_DECLS
