/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-forward-rule.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

/* The bodies of requests about forwarding rules. Problems name the member. Any thread. */
HlcForwardRule *hlc_rule_input_read (HlcJsonValue body,
                                     const HlcForwardRule *stored,
                                     GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_rule_input_read_release (HlcJsonValue body,
                                      HlcRelease *release,
                                      GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
