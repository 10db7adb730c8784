/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

HlcOperation *hlc_operation_input_read (HlcJsonValue body,
                                        HlcOperationKind kind,
                                        GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_escalation_input_check (HlcJsonValue body, GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
