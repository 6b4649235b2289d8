-- Neckar: the table as the hospital keeps it, German, age in months, dates instead of durations.
CREATE TABLE patienten (
  fallnummer VARCHAR(10) PRIMARY KEY,
  geschlecht VARCHAR(10) NOT NULL,
  alter_monate INTEGER NOT NULL,
  ecog VARCHAR(10),
  karnofsky_index VARCHAR(10),
  gewichtsverlust_kg VARCHAR(20),
  aufnahme VARCHAR(10) NOT NULL,
  letzter_kontakt VARCHAR(10) NOT NULL,
  vitalstatus VARCHAR(12) NOT NULL
);
INSERT INTO patienten VALUES ('N00004', 'männlich', 684, 'ECOG 1', '90 %', '4,98951607', '03.01.2000', '31.07.2000', 'verstorben');
INSERT INTO patienten VALUES ('N00008', 'weiblich', 852, 'ECOG 2', '60 %', '0,45359237', '09.02.2000', '04.02.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00013', 'weiblich', 816, 'ECOG 1', '90 %', '2,26796185', '17.03.2000', '15.03.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00014', 'männlich', 720, 'unbekannt', '60 %', '14,51495584', '23.04.2000', '03.07.2000', 'verstorben');
INSERT INTO patienten VALUES ('N00017', 'männlich', 840, 'ECOG 1', '90 %', '-2,26796185', '30.05.2000', '02.02.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00020', 'männlich', 684, 'ECOG 1', '90 %', 'unbekannt', '06.07.2000', '02.10.2000', 'verstorben');
INSERT INTO patienten VALUES ('N00021', 'männlich', 804, 'ECOG 1', '80 %', '7,71107029', '12.08.2000', '09.06.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00023', 'männlich', 600, 'ECOG 1', '70 %', '7,25747792', '18.09.2000', '04.06.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00037', 'männlich', 780, 'ECOG 2', '70 %', '12,70058636', '25.10.2000', '17.01.2003', 'verstorben');
INSERT INTO patienten VALUES ('N00041', 'männlich', 840, 'ECOG 1', '80 %', '4,5359237', '01.12.2000', '06.03.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00042', 'weiblich', 876, 'ECOG 2', '60 %', '4,98951607', '07.01.2001', '09.06.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00050', 'weiblich', 600, 'ECOG 1', '90 %', '1,81436948', '13.02.2001', '20.03.2003', 'verstorben');
INSERT INTO patienten VALUES ('N00053', 'männlich', 816, 'ECOG 0', '90 %', '0', '22.03.2001', '14.05.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00057', 'weiblich', 780, 'ECOG 0', '100 %', '2,26796185', '28.04.2001', '03.05.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00058', 'männlich', 684, 'ECOG 2', '70 %', '8,16466266', '04.06.2001', '14.10.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00061', 'weiblich', 900, 'ECOG 2', '70 %', '3,62873896', '11.07.2001', '28.09.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00063', 'männlich', 876, 'ECOG 1', '80 %', 'unbekannt', '17.08.2001', '08.02.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00064', 'weiblich', 780, 'ECOG 1', '90 %', '0', '23.09.2001', '22.11.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00068', 'weiblich', 768, 'ECOG 0', '90 %', '1,36077711', '30.10.2001', '29.01.2004', 'lebt');
INSERT INTO patienten VALUES ('N00069', 'männlich', 816, 'ECOG 0', '100 %', '0', '06.12.2001', '07.02.2003', 'verstorben');
INSERT INTO patienten VALUES ('N00073', 'männlich', 888, 'ECOG 2', '70 %', '0', '12.01.2002', '23.01.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00075', 'weiblich', 636, 'ECOG 1', '90 %', '1,36077711', '18.02.2002', '02.10.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00083', 'männlich', 504, 'ECOG 1', '80 %', '3,62873896', '27.03.2002', '09.10.2002', 'lebt');
INSERT INTO patienten VALUES ('N00084', 'weiblich', 528, 'ECOG 1', '80 %', '-0,45359237', '03.05.2002', '17.10.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00087', 'weiblich', 744, 'ECOG 1', '80 %', '0,45359237', '09.06.2002', '11.03.2004', 'verstorben');
INSERT INTO patienten VALUES ('N00088', 'männlich', 732, 'ECOG 0', '100 %', '1,81436948', '16.07.2002', '10.12.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00091', 'männlich', 756, 'ECOG 0', '100 %', '-0,45359237', '22.08.2002', '07.06.2004', 'verstorben');
INSERT INTO patienten VALUES ('N00092', 'männlich', 840, 'ECOG 1', '80 %', '10,43262451', '28.09.2002', '25.05.2003', 'verstorben');
INSERT INTO patienten VALUES ('N00093', 'männlich', 792, 'ECOG 1', '90 %', '3,62873896', '08.02.2000', '06.05.2000', 'verstorben');
INSERT INTO patienten VALUES ('N00099', 'männlich', 768, 'ECOG 1', '90 %', '0', '16.03.2000', '06.07.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00109', 'männlich', 660, 'ECOG 1', '100 %', '2,26796185', '22.04.2000', '25.06.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00121', 'männlich', 900, 'ECOG 0', '90 %', '0', '29.05.2000', '14.08.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00124', 'männlich', 864, 'ECOG 2', '60 %', '-1,36077711', '05.07.2000', '28.08.2000', 'verstorben');
INSERT INTO patienten VALUES ('N00126', 'männlich', 792, 'ECOG 1', '80 %', '9,0718474', '11.08.2000', '06.03.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00136', 'weiblich', 888, 'ECOG 2', '60 %', '16,78291769', '17.09.2000', '10.02.2002', 'lebt');
INSERT INTO patienten VALUES ('N00140', 'männlich', 672, 'ECOG 0', '100 %', '6,80388555', '24.10.2000', '26.09.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00141', 'weiblich', 876, 'ECOG 2', '70 %', '-7,25747792', '30.11.2000', '19.06.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00145', 'männlich', 684, 'ECOG 1', '80 %', '13,6077711', '06.01.2001', '09.04.2002', 'lebt');
INSERT INTO patienten VALUES ('N00152', 'männlich', 720, 'ECOG 0', '90 %', '3,17514659', '12.02.2001', '02.05.2002', 'lebt');
INSERT INTO patienten VALUES ('N00153', 'weiblich', 744, 'ECOG 0', '90 %', '0', '21.03.2001', '30.01.2002', 'lebt');
INSERT INTO patienten VALUES ('N00163', 'männlich', 828, 'ECOG 2', '60 %', '16,32932532', '27.04.2001', '13.02.2002', 'lebt');
INSERT INTO patienten VALUES ('N00167', 'weiblich', 720, 'ECOG 1', '80 %', '14,96854821', '03.06.2001', '14.12.2001', 'verstorben');
INSERT INTO patienten VALUES ('N00168', 'männlich', 552, 'ECOG 0', '100 %', '1,81436948', '10.07.2001', '26.05.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00190', 'männlich', 636, 'ECOG 0', '90 %', '3,62873896', '16.08.2001', '29.05.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00195', 'männlich', 852, 'ECOG 1', '90 %', '-0,90718474', '22.09.2001', '18.06.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00198', 'männlich', 768, 'ECOG 1', '90 %', '1,81436948', '29.10.2001', '04.08.2002', 'lebt');
INSERT INTO patienten VALUES ('N00202', 'männlich', 876, 'ECOG 1', '60 %', '2,26796185', '05.12.2001', '02.02.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00207', 'weiblich', 660, 'ECOG 0', '80 %', '10,43262451', '11.01.2002', '23.08.2002', 'lebt');
INSERT INTO patienten VALUES ('N00209', 'männlich', 828, 'ECOG 1', '80 %', 'unbekannt', '17.02.2002', '12.10.2002', 'lebt');
INSERT INTO patienten VALUES ('N00214', 'weiblich', 768, 'ECOG 2', '70 %', '14,06136347', '26.03.2002', '26.06.2002', 'lebt');
INSERT INTO patienten VALUES ('N00215', 'männlich', 780, 'ECOG 1', '80 %', '4,5359237', '02.05.2002', '15.05.2002', 'verstorben');
INSERT INTO patienten VALUES ('N00216', 'männlich', 780, 'ECOG 1', '90 %', '8,16466266', '08.06.2002', '16.01.2003', 'lebt');
INSERT INTO patienten VALUES ('N00218', 'männlich', 912, 'ECOG 2', '80 %', '3,17514659', '15.07.2002', '14.01.2003', 'verstorben');
INSERT INTO patienten VALUES ('N00219', 'weiblich', 840, 'ECOG 2', '70 %', '1,36077711', '21.08.2002', '20.03.2003', 'lebt');
INSERT INTO patienten VALUES ('N00221', 'männlich', 804, 'ECOG 1', '80 %', '0,90718474', '27.09.2002', '12.04.2003', 'lebt');
INSERT INTO patienten VALUES ('N00222', 'weiblich', 852, 'ECOG 1', '80 %', '0', '07.02.2000', '28.08.2000', 'lebt');
INSERT INTO patienten VALUES ('N00228', 'weiblich', 696, 'ECOG 1', '80 %', '0', '15.03.2000', '08.09.2000', 'lebt');
