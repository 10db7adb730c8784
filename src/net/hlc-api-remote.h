/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api.h"
#include "hlc-remote-target.h"

G_BEGIN_DECLS

void hlc_api_set_remote (HlcApi *self, HlcRemoteTarget *remote);

G_END_DECLS
