/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcChannelGroup:
 *
 * Asks where a human is to be contacted: each channel is a row with a switch, and its fields below. What is written
 * stays when a channel is switched off.
 *
 * Signal: HlcChannelGroup::changed.
 */
#define HLC_TYPE_CHANNEL_GROUP (hlc_channel_group_get_type ())
G_DECLARE_FINAL_TYPE (HlcChannelGroup, hlc_channel_group, HLC, CHANNEL_GROUP, AdwBin)

void hlc_channel_group_fill (HlcChannelGroup *self, const HlcOperationForm *form);
void hlc_channel_group_write (HlcChannelGroup *self, HlcOperationForm *form);
gboolean hlc_channel_group_show_problems (HlcChannelGroup *self, GPtrArray *problems);

G_END_DECLS
