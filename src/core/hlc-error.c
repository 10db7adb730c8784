/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-error.h"

/* The name is text, not an expression. */
/* clang-format off */
G_DEFINE_QUARK (hlc-error-quark, hlc_error)
/* clang-format on */
