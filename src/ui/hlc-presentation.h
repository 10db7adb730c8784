/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-delivery.h"
#include "hlc-operation.h"
#include "hlc-payload.h"

G_BEGIN_DECLS

/**
 * HlcAppearance:
 * @icon_name: a symbolic icon with a shape of its own
 * @word: translated, for a label that is not markup
 * @css_class: libadwaita's name of the colour
 *
 * How a state looks: always an icon and a word, the colour only on top.
 */
typedef struct
{
  const char *icon_name;
  const char *word;
  const char *css_class;
} HlcAppearance;

HlcAppearance hlc_present_state (HlcOperationState state);
HlcAppearance hlc_present_operation (HlcOperation *operation);
const char *hlc_present_event (const char *type);
HlcAppearance hlc_present_verdict (HlcVerdict verdict);
const char *hlc_present_kind (HlcOperationKind kind);
const char *hlc_present_origin (HlcOrigin origin);
char *hlc_present_operation_origin (HlcOperation *operation) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_present_channel (HlcChannel channel);
const char *hlc_present_reason (HlcReason reason);
const char *hlc_present_diagnosis (HlcDiagnosis diagnosis);
const char *hlc_present_body_version (HlcBodyVersion version);

char *hlc_present_decider (HlcChannel channel, const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_relative_time (gint64 time, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_absolute_time (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_size (gsize size) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_count (gint64 count) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_line (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_operation_caption (HlcOperation *operation) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_delivery_title (HlcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_delivery_caption (HlcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_present_masked_secret (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
