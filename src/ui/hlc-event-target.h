/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-target-group.h"

G_BEGIN_DECLS

/** The most body versions that an event is sent in at once. */
#define HLC_EVENT_TARGET_MAX_VERSIONS 3

/**
 * HlcEventTarget:
 *
 * Asks where an event of one's own is sent to, and whether as a test. It says what the handlers there get, and who of
 * them refuses it.
 *
 * Signals: HlcEventTarget::changed; HlcEventTarget::test-changed.
 */
#define HLC_TYPE_EVENT_TARGET (hlc_event_target_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventTarget, hlc_event_target, HLC, EVENT_TARGET, AdwBin)

void hlc_event_target_connect (HlcEventTarget *self, HlcConsole *console);
HlcTargetGroup *hlc_event_target_get_group (HlcEventTarget *self);
gboolean hlc_event_target_get_is_connected (HlcEventTarget *self);
void hlc_event_target_set_event_type (HlcEventTarget *self, HlcEventType type);
gboolean hlc_event_target_get_is_test (HlcEventTarget *self);
void hlc_event_target_set_is_test (HlcEventTarget *self, gboolean is_test);
guint hlc_event_target_list_versions (HlcEventTarget *self, HlcBodyVersion *versions);
const char *hlc_event_target_get_note (HlcEventTarget *self);
const char *hlc_event_target_get_obstacle (HlcEventTarget *self);
HlcSendOrder *hlc_event_target_new_order (HlcEventTarget *self) G_GNUC_WARN_UNUSED_RESULT;
HlcSigningSecret *hlc_event_target_dup_secret (HlcEventTarget *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
