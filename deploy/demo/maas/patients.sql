-- Maas: the table as the hospital keeps it, Dutch, kilograms.
CREATE TABLE patienten (
  nummer VARCHAR(10) PRIMARY KEY,
  geslacht VARCHAR(10) NOT NULL,
  leeftijd INTEGER NOT NULL,
  who_status VARCHAR(10),
  karnofsky INTEGER,
  gewichtsverlies_kg DECIMAL(12, 8),
  overleving_dagen INTEGER NOT NULL,
  status VARCHAR(12) NOT NULL
);
INSERT INTO patienten VALUES ('M-001', 'man', 74, 'WHO 1', 90, NULL, 306, 'overleden');
INSERT INTO patienten VALUES ('M-002', 'man', 68, 'WHO 0', 90, 6.80388555, 455, 'overleden');
INSERT INTO patienten VALUES ('M-003', 'man', 56, 'WHO 0', 90, 6.80388555, 1010, 'levend');
INSERT INTO patienten VALUES ('M-006', 'man', 74, 'WHO 1', 50, 0, 1022, 'levend');
INSERT INTO patienten VALUES ('M-011', 'man', 57, 'WHO 1', 80, 12.24699399, 170, 'overleden');
INSERT INTO patienten VALUES ('M-015', 'man', 57, 'WHO 1', 80, 27.2155422, 567, 'overleden');
INSERT INTO patienten VALUES ('M-022', 'vrouw', 49, 'WHO 0', 100, -3.62873896, 81, 'overleden');
INSERT INTO patienten VALUES ('M-025', 'man', 72, 'WHO 0', 90, 0, 394, 'overleden');
INSERT INTO patienten VALUES ('M-026', 'vrouw', 70, 'WHO 1', 90, 2.72155422, 520, 'overleden');
INSERT INTO patienten VALUES ('M-031', 'vrouw', 69, 'WHO 1', 90, -0.45359237, 473, 'overleden');
INSERT INTO patienten VALUES ('M-035', 'man', 61, 'WHO 2', 70, 4.5359237, 53, 'overleden');
INSERT INTO patienten VALUES ('M-044', 'vrouw', 60, 'WHO 2', 70, NULL, 145, 'overleden');
INSERT INTO patienten VALUES ('M-048', 'man', 63, 'WHO 1', 80, 4.5359237, 519, 'overleden');
INSERT INTO patienten VALUES ('M-051', 'vrouw', 72, 'WHO 1', 90, 4.08233133, 735, 'overleden');
INSERT INTO patienten VALUES ('M-052', 'man', 63, 'WHO 0', 80, 0, 189, 'overleden');
INSERT INTO patienten VALUES ('M-055', 'man', 59, 'WHO 1', 90, 6.80388555, 689, 'overleden');
INSERT INTO patienten VALUES ('M-059', 'vrouw', 58, 'WHO 1', 80, 4.5359237, 687, 'overleden');
INSERT INTO patienten VALUES ('M-062', 'man', 48, 'WHO 1', 90, 30.84428116, 223, 'overleden');
INSERT INTO patienten VALUES ('M-065', 'man', 69, 'WHO 1', 80, 0, 163, 'overleden');
INSERT INTO patienten VALUES ('M-066', 'man', 68, 'WHO 2', 70, 3.62873896, 65, 'overleden');
INSERT INTO patienten VALUES ('M-070', 'man', 67, 'WHO 1', 80, 10.43262451, 230, 'overleden');
INSERT INTO patienten VALUES ('M-072', 'vrouw', 48, 'WHO 1', 80, 13.15417873, 305, 'overleden');
INSERT INTO patienten VALUES ('M-076', 'vrouw', 71, 'WHO 1', 90, 8.61825503, 426, 'overleden');
INSERT INTO patienten VALUES ('M-078', 'vrouw', 56, 'WHO 1', 80, -0.90718474, 363, 'overleden');
INSERT INTO patienten VALUES ('M-079', 'man', 81, 'WHO 0', 90, 6.80388555, 11, 'overleden');
INSERT INTO patienten VALUES ('M-086', 'man', 71, 'WHO 1', 80, 6.35029318, 284, 'overleden');
INSERT INTO patienten VALUES ('M-096', 'man', 72, 'WHO 2', 80, 3.17514659, 30, 'overleden');
INSERT INTO patienten VALUES ('M-097', 'man', 69, 'WHO 1', 80, 11.33980925, 179, 'overleden');
INSERT INTO patienten VALUES ('M-098', 'man', 71, 'WHO 1', 90, 0, 310, 'overleden');
INSERT INTO patienten VALUES ('M-100', 'vrouw', 70, 'WHO 0', 90, 4.5359237, 166, 'overleden');
INSERT INTO patienten VALUES ('M-102', 'vrouw', 69, 'WHO 1', 80, 1.36077711, 450, 'overleden');
INSERT INTO patienten VALUES ('M-104', 'man', 63, 'WHO 1', 90, 0, 107, 'overleden');
INSERT INTO patienten VALUES ('M-106', 'man', 66, 'WHO 1', 80, 6.35029318, 156, 'overleden');
INSERT INTO patienten VALUES ('M-110', 'vrouw', 75, 'WHO 2', 60, 4.98951607, 351, 'overleden');
INSERT INTO patienten VALUES ('M-114', 'vrouw', 75, 'WHO 0', 90, 0.45359237, 201, 'overleden');
INSERT INTO patienten VALUES ('M-115', 'vrouw', 54, 'WHO 1', 80, 6.80388555, 524, 'overleden');
INSERT INTO patienten VALUES ('M-117', 'man', 49, 'WHO 2', 70, 9.0718474, 212, 'overleden');
INSERT INTO patienten VALUES ('M-123', 'vrouw', 69, 'WHO 1', 70, 0, 550, 'overleden');
INSERT INTO patienten VALUES ('M-128', 'man', 64, 'WHO 1', 80, 0, 60, 'overleden');
INSERT INTO patienten VALUES ('M-130', 'vrouw', 48, 'WHO 0', 90, 1.81436948, 543, 'levend');
INSERT INTO patienten VALUES ('M-133', 'man', 47, 'WHO 0', 100, 2.26796185, 353, 'overleden');
INSERT INTO patienten VALUES ('M-137', 'vrouw', 58, 'WHO 1', 80, 0, 371, 'overleden');
INSERT INTO patienten VALUES ('M-142', 'man', 74, 'WHO 1', 80, 17.23651006, 404, 'levend');
INSERT INTO patienten VALUES ('M-149', 'man', 82, 'WHO 0', 100, 12.24699399, 31, 'overleden');
INSERT INTO patienten VALUES ('M-159', 'man', 63, 'WHO 1', 80, -0.90718474, 179, 'overleden');
INSERT INTO patienten VALUES ('M-164', 'man', 63, 'WHO 1', 90, 0.90718474, 142, 'overleden');
INSERT INTO patienten VALUES ('M-169', 'man', 61, 'WHO 1', 90, 0, 181, 'overleden');
INSERT INTO patienten VALUES ('M-170', 'man', 65, 'WHO 0', 100, 0, 285, 'overleden');
INSERT INTO patienten VALUES ('M-185', 'vrouw', 51, 'WHO 0', 90, 0, 292, 'levend');
INSERT INTO patienten VALUES ('M-186', 'vrouw', 45, 'WHO 0', 90, 2.26796185, 332, 'levend');
INSERT INTO patienten VALUES ('M-188', 'man', 58, 'WHO 0', 90, 3.62873896, 259, 'levend');
INSERT INTO patienten VALUES ('M-193', 'man', 50, 'WHO 1', 90, NULL, 131, 'overleden');
INSERT INTO patienten VALUES ('M-196', 'man', 70, 'WHO 0', 100, 2.72155422, 225, 'levend');
INSERT INTO patienten VALUES ('M-204', 'vrouw', 50, 'WHO 0', 100, 0.45359237, 202, 'levend');
INSERT INTO patienten VALUES ('M-206', 'man', 62, 'WHO 2', NULL, NULL, 105, 'overleden');
INSERT INTO patienten VALUES ('M-210', 'vrouw', 59, 'WHO 1', 90, 4.5359237, 173, 'levend');
INSERT INTO patienten VALUES ('M-212', 'man', 67, 'WHO 1', 80, 10.43262451, 221, 'levend');
INSERT INTO patienten VALUES ('M-227', 'man', 66, 'WHO 1', 90, 0.45359237, 174, 'levend');
