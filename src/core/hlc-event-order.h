/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store-outbox.h"

G_BEGIN_DECLS

void hlc_event_order_fill (HlcSendOrder *order, GBytes *event, HlcBodyVersion version);

G_END_DECLS
