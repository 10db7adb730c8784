/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-error.h"

G_DEFINE_QUARK (hlc - error - quark, hlc_error)
