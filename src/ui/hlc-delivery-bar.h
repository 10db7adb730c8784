/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-routes.h"
#include "hlc-send-dialog.h"

G_BEGIN_DECLS

/**
 * HlcDeliveryBar:
 *
 * What can be done with a received delivery: sending it on, now or by a rule that sends on all that are like it.
 *
 * Actions: delivery.replay, delivery.forward.
 */
#define HLC_TYPE_DELIVERY_BAR (hlc_delivery_bar_get_type ())
G_DECLARE_FINAL_TYPE (HlcDeliveryBar, hlc_delivery_bar, HLC, DELIVERY_BAR, AdwBin)

void hlc_delivery_bar_connect (HlcDeliveryBar *self, HlcConsole *console, HlcRoutes *routes);
void hlc_delivery_bar_show (HlcDeliveryBar *self, HlcDelivery *delivery);
HlcSendDialog *hlc_delivery_bar_get_dialog (HlcDeliveryBar *self);

G_END_DECLS
