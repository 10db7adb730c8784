/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-application.h"
