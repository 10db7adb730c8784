/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-writer.h"
#include "hlc-operation.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

/* The objects of HumanLayer's own API, as agents read them. */
void hlc_protocol_json_write_operation (HlcJsonWriter *writer, HlcOperation *operation);
GBytes *hlc_protocol_json_operation (HlcOperation *operation) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_protocol_json_problems (GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
