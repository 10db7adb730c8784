/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-dispatcher.h"
#include "hlc-routes.h"

G_BEGIN_DECLS

/**
 * HlcTargetGroup:
 *
 * Asks where to send to: one of the endpoints, or any URL; for a URL, what signs. For events also: every endpoint
 * that wants one, and what the handler at a URL reads. What is entered stays when another
 * target is looked at.
 *
 * Signal: HlcTargetGroup::changed.
 */
#define HLC_TYPE_TARGET_GROUP (hlc_target_group_get_type ())
G_DECLARE_FINAL_TYPE (HlcTargetGroup, hlc_target_group, HLC, TARGET_GROUP, AdwBin)

void hlc_target_group_connect (HlcTargetGroup *self, HlcRoutes *routes, gboolean has_default_secret);
void hlc_target_group_offer_events (HlcTargetGroup *self, HlcDispatcher *dispatcher);
void hlc_target_group_set_is_signed (HlcTargetGroup *self, gboolean is_signed);
void hlc_target_group_select_endpoint (HlcTargetGroup *self, const char *endpoint_id);
void hlc_target_group_enter (HlcTargetGroup *self, const char *url, const char *secret);
void hlc_target_group_enter_terms (HlcTargetGroup *self, HlcBodyVersion version, HlcHeaderFamily family);
gboolean hlc_target_group_get_is_url (HlcTargetGroup *self);
HlcEndpoint *hlc_target_group_get_endpoint (HlcTargetGroup *self);
const char *hlc_target_group_get_endpoint_id (HlcTargetGroup *self);
GPtrArray *hlc_target_group_get_endpoints (HlcTargetGroup *self);
HlcBodyVersion hlc_target_group_get_body_version (HlcTargetGroup *self);
HlcHeaderFamily hlc_target_group_get_header_family (HlcTargetGroup *self);
char *hlc_target_group_dup_url (HlcTargetGroup *self) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_target_group_dup_secret (HlcTargetGroup *self) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_target_group_get_problem (HlcTargetGroup *self);

G_END_DECLS
