/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-error.h"

/* clang-format off: the name is not an expression */
/* The first argument is text, not a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (hlc-error-quark, hlc_error)
/* clang-format on */
/* clang-format on */
