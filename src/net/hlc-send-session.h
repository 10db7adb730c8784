/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <libsoup/soup.h>

#include "hlc-target-address.h"

G_BEGIN_DECLS

SoupSession *hlc_send_session_new (HlcTargetAddress *target) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
