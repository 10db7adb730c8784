/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HlcTargetEnumerator:
 *
 * Passes on the addresses of another enumerator to which we may connect, and none else. Where none is left, it ends with
 * the sentence that refused the first one. Thread-default main context.
 */
#define HLC_TYPE_TARGET_ENUMERATOR (hlc_target_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (HlcTargetEnumerator,
                      hlc_target_enumerator,
                      HLC,
                      TARGET_ENUMERATOR,
                      GSocketAddressEnumerator)

GSocketAddressEnumerator *hlc_target_enumerator_new (GSocketAddressEnumerator *inner,
                                                     GArray *own_ports) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
