/* wh-resource-page-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-resource-page.h"

G_BEGIN_DECLS

struct _WhResourcePage
{
  WhPane            parent_instance;

  WhSplit          *split;
  WhListView       *list_view;
  WhRecordView     *record_view;

  WhConnection     *connection;
  const WhResource *resource;
  WhCollection     *collection;
  WhDirectory      *directory;
  WhCollection     *finder; /* (nullable): while all customers are looked through */
  char             *key; /* (nullable): of the record that is looked at, or is to be */
  GCancellable     *reread;
  guint             reread_id;
  guint             reselect_id;
  gboolean          updating;
};

/* wh-resource-page-record.c: which record is looked at, and what is known of it. */
void wh_resource_page_follow_records (WhResourcePage *self);
void wh_resource_page_cancel_reread  (WhResourcePage *self);
void wh_resource_page_forget_record  (WhResourcePage *self);
void wh_resource_page_reread         (WhResourcePage *self);

/* wh-resource-page-find.c: who was added by hand. */
void wh_resource_page_find           (WhResourcePage *self);

G_END_DECLS
