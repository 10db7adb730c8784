/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-delivery.h"
#include "hlc-json-writer.h"
#include "hlc-operation.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/*
 * The objects of the console's own interfaces, the same on the command line, under /console/v1, in events and in
 * exports. Received `spec` and `status` texts are spliced in, never printed anew; bot tokens are masked.
 */
void hlc_object_json_write_operation (HlcJsonWriter *writer, HlcOperation *operation, GPtrArray *timeline);
void hlc_object_json_write_delivery (HlcJsonWriter *writer, HlcDelivery *delivery);

G_END_DECLS
