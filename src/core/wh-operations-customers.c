/* wh-operations-customers.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-operations-private.h"

#include <glib/gi18n.h>

/* Of customers (§8), whatever they came from, and what hangs on them (§9). */

#define PAGE \
  { \
    .id = "page", \
    .label = N_("Page"), \
    .help = N_("Counted from 1; the API gives no more than 100 000 rows this way."), \
    .kind = WH_FIELD_INTEGER, \
    .place = WH_FIELD_IN_QUERY, \
    .flags = WH_FIELD_ADVANCED, \
    .minimum = 1, \
    .maximum = 100000, \
    .default_value = "1", \
  }

#define PER_PAGE \
  { \
    .id = "per_page", \
    .label = N_("Rows per Page"), \
    .help = N_("At most 250."), \
    .kind = WH_FIELD_INTEGER, \
    .place = WH_FIELD_IN_QUERY, \
    .flags = WH_FIELD_ADVANCED, \
    .minimum = 1, \
    .maximum = 250, \
    .default_value = "250", \
  }

const WhOperationField wh_fields_customer_id[] = {
  {
    .id = "customer_id",
    .label = N_("Customer ID"),
    .help = N_("The ID at the data source, such as Stripe’s; of somebody who was added by hand, "
               "the user ID."),
    .kind = WH_FIELD_ID,
    .place = WH_FIELD_IN_PATH,
    .flags = WH_FIELD_REQUIRED,
  },
};

const WhOperationField wh_fields_list_customers[] = {
  {
    .id = "email",
    .label = N_("Email"),
    .help = N_("Only customers with exactly this address; there can be several."),
    .kind = WH_FIELD_EMAIL,
    .place = WH_FIELD_IN_QUERY,
  },
  {
    .id = "start_date",
    .label = N_("Updated From"),
    .help = N_("Only customers that changed at this moment or later."),
    .kind = WH_FIELD_INSTANT,
    .place = WH_FIELD_IN_QUERY,
  },
  {
    .id = "end_date",
    .label = N_("Updated Before"),
    .help = N_("Only customers that changed before this moment."),
    .kind = WH_FIELD_INSTANT,
    .place = WH_FIELD_IN_QUERY,
  },
  {
    .id = "direction",
    .label = N_("Order"),
    .help = N_("By the time of the last change; oldest first where it is left out."),
    .kind = WH_FIELD_CHOICE,
    .place = WH_FIELD_IN_QUERY,
    .choices = wh_choices_direction,
    .default_value = "asc",
  },
  {
    .id = "date_field",
    .label = N_("Date Field"),
    .help = N_("What the two dates are compared with; the API has only one."),
    .kind = WH_FIELD_CHOICE,
    .place = WH_FIELD_IN_QUERY,
    .flags = WH_FIELD_ADVANCED,
    .choices = wh_choices_date_field,
    .default_value = "updated_on",
  },
  PAGE,
  PER_PAGE,
};

const WhOperationField wh_fields_trait[] = {
  {
    .id = "customer_id",
    .label = N_("Customer ID"),
    .help = N_("One customer; give this or an e-mail address."),
    .kind = WH_FIELD_ID,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_ONE_OF,
  },
  {
    .id = "email",
    .label = N_("Email"),
    .help = N_("Every customer with this address, in lower case; give this or a customer ID."),
    .kind = WH_FIELD_EMAIL,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_ONE_OF,
  },
  {
    .id = "category",
    .label = N_("Category"),
    .help = N_("Such as “Payment provider”; upper and lower case are the same, and categories "
               "that ProfitWell fills itself cannot be written."),
    .kind = WH_FIELD_TEXT,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
  {
    .id = "trait",
    .label = N_("Trait"),
    .help = N_("Such as “PayPro”; a category can have 100 different ones."),
    .kind = WH_FIELD_TEXT,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
};

const WhOperationField wh_fields_delete_category[] = {
  {
    .id = "category",
    .label = N_("Category"),
    .help = N_("Every customer loses the traits of this category."),
    .kind = WH_FIELD_TEXT,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
};

const WhOperationField wh_fields_anonymize_email[] = {
  {
    .id = "email",
    .label = N_("Email"),
    .help = N_("Every customer with this address is anonymised."),
    .kind = WH_FIELD_EMAIL,
    .place = WH_FIELD_IN_PATH,
    .flags = WH_FIELD_REQUIRED,
  },
};

const WhOperationField wh_fields_list_unsubscribed[] = {
  {
    .id = "intervention_type",
    .label = N_("Kind of Mail"),
    .help = N_("Which of Retain’s campaigns they opted out of."),
    .kind = WH_FIELD_CHOICE,
    .place = WH_FIELD_IN_PATH,
    .flags = WH_FIELD_REQUIRED,
    .choices = wh_choices_intervention_type,
  },
  {
    .id = "start_date",
    .label = N_("From"),
    .help = N_("Who opted out on this day or later."),
    .kind = WH_FIELD_INSTANT,
    .place = WH_FIELD_IN_QUERY,
  },
  {
    .id = "end_date",
    .label = N_("Until"),
    .help = N_("Who opted out on this day or earlier; unlike with customers, the day counts."),
    .kind = WH_FIELD_INSTANT,
    .place = WH_FIELD_IN_QUERY,
  },
  PAGE,
  PER_PAGE,
};

const WhOperationField wh_fields_stop_retain[] = {
  {
    .id = "customer_id",
    .label = N_("Customer ID"),
    .help = N_("Whom Retain shall leave alone."),
    .kind = WH_FIELD_ID,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
  {
    .id = "intervention_types",
    .label = N_("Kinds of Mail"),
    .help = N_("Which of Retain’s campaigns stop for this customer."),
    .kind = WH_FIELD_CHOICES,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
    .choices = wh_choices_intervention_types,
  },
  {
    .id = "forever",
    .label = N_("In Future Too"),
    .help = N_("Also keeps the customer out of campaigns that start later."),
    .kind = WH_FIELD_BOOLEAN,
    .place = WH_FIELD_IN_BODY,
    .default_value = "false",
  },
};

const WhOperationField wh_fields_send_event[] = {
  {
    .id = "user_id",
    .label = N_("Customer ID"),
    .help = N_("Who was active just now, by the ID of the customer list."),
    .kind = WH_FIELD_ID,
    .place = WH_FIELD_IN_BODY,
    .flags = WH_FIELD_REQUIRED,
  },
};

const WhKnownRefusal wh_refusals_put_trait[] = {
  {
    "customer already has trait",
    TRUE,
    N_("The customer has this trait already."),
    /* Translators: the name of a customer. */
    N_("%s had this trait already"),
  },
  {
    "hit trait limit",
    FALSE,
    N_("This category has its 100 different traits already. Use one of them, or another "
       "category."),
  },
  { NULL },
};

const WhKnownRefusal wh_refusals_send_event[] = {
  {
    "customer email or user id not provided",
    FALSE,
    N_("The event did not say which customer it is about."),
  },
  { NULL },
};
