/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-form-problem.h"
#include "hlc-remote-target.h"

G_BEGIN_DECLS

/**
 * HlcCreateTarget:
 *
 * Asks where an operation is created: at this console, or at the remote API that is set.
 *
 * Signal: HlcCreateTarget::changed.
 */
#define HLC_TYPE_CREATE_TARGET (hlc_create_target_get_type ())
G_DECLARE_FINAL_TYPE (HlcCreateTarget, hlc_create_target, HLC, CREATE_TARGET, AdwBin)

void hlc_create_target_connect (HlcCreateTarget *self, HlcRemoteTarget *remote);
HlcRemoteFollower *hlc_create_target_get_remote (HlcCreateTarget *self);
void hlc_create_target_select_remote (HlcCreateTarget *self);
gboolean hlc_create_target_show_problems (HlcCreateTarget *self, GPtrArray *problems);

G_END_DECLS
