/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api.h"
#include "hlc-dispatcher.h"
#include "hlc-endpoint-vault.h"

G_BEGIN_DECLS

void hlc_api_set_sending (HlcApi *self, HlcEndpointVault *vault, HlcDispatcher *dispatcher);

G_END_DECLS
