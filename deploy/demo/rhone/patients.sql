-- Rhone: the table as the hospital keeps it, French, grams, codes for sex.
CREATE TABLE patients (
  identifiant VARCHAR(10) PRIMARY KEY,
  sexe INTEGER NOT NULL,
  age_annees INTEGER NOT NULL,
  statut_oms VARCHAR(10),
  indice_karnofsky INTEGER,
  perte_poids_g DECIMAL(12, 5),
  survie_jours INTEGER NOT NULL,
  etat VARCHAR(12) NOT NULL
);
INSERT INTO patients VALUES ('R0007', 2, 68, 'OMS 2', 70, 4535.9237, 310, 'décédé');
INSERT INTO patients VALUES ('R0010', 1, 61, 'OMS 2', 70, 15422.14058, 166, 'décédé');
INSERT INTO patients VALUES ('R0012', 2, 68, 'OMS 2', 70, 10432.62451, 654, 'décédé');
INSERT INTO patients VALUES ('R0018', 1, 63, 'OMS 2', 50, 9979.03214, 707, 'décédé');
INSERT INTO patients VALUES ('R0024', 1, 58, 'OMS 0', 90, 5896.70081, 371, 'décédé');
INSERT INTO patients VALUES ('R0027', 1, 60, 'OMS 0', 100, -5896.70081, 574, 'décédé');
INSERT INTO patients VALUES ('R0033', 1, 48, 'OMS 2', 60, -4989.51607, 533, 'décédé');
INSERT INTO patients VALUES ('R0034', 2, 60, 'OMS 2', 50, -6803.88555, 107, 'décédé');
INSERT INTO patients VALUES ('R0038', 2, 66, 'OMS 1', 70, 1814.36948, 965, 'vivant');
INSERT INTO patients VALUES ('R0043', 2, 59, 'OMS 0', 90, 12246.99399, 433, 'décédé');
INSERT INTO patients VALUES ('R0045', 1, 68, 'OMS 1', 60, 3175.14659, 583, 'décédé');
INSERT INTO patients VALUES ('R0046', 2, 76, 'OMS 2', 60, -10886.21688, 95, 'décédé');
INSERT INTO patients VALUES ('R0067', 2, 67, 'OMS 2', 70, 907.18474, 208, 'décédé');
INSERT INTO patients VALUES ('R0074', 1, 40, 'OMS 1', 80, 1360.77711, 132, 'décédé');
INSERT INTO patients VALUES ('R0081', 1, 59, 'OMS 0', 100, 2267.96185, 791, 'décédé');
INSERT INTO patients VALUES ('R0085', 1, 44, 'OMS 1', 80, 453.59237, 806, 'vivant');
INSERT INTO patients VALUES ('R0094', 2, 57, 'OMS 1', 80, 6350.29318, 245, 'décédé');
INSERT INTO patients VALUES ('R0107', 2, 54, 'OMS 1', 80, -1360.77711, 529, 'vivant');
INSERT INTO patients VALUES ('R0113', 1, 80, 'OMS 1', 80, 2721.55422, 283, 'décédé');
INSERT INTO patients VALUES ('R0119', 1, 66, 'OMS 2', 70, 10886.21688, 288, 'décédé');
INSERT INTO patients VALUES ('R0120', 1, 80, 'OMS 1', 80, 4989.51607, 363, 'décédé');
INSERT INTO patients VALUES ('R0122', 2, 60, 'OMS 2', 70, 4535.9237, 199, 'décédé');
INSERT INTO patients VALUES ('R0127', 1, 50, 'OMS 1', 80, 5896.70081, 92, 'décédé');
INSERT INTO patients VALUES ('R0129', 2, 77, 'OMS 2', 80, 12700.58636, 551, 'vivant');
INSERT INTO patients VALUES ('R0131', 2, 59, 'OMS 1', 80, 23586.80324, 293, 'décédé');
INSERT INTO patients VALUES ('R0132', 1, 53, 'OMS 1', 80, 9071.8474, 202, 'décédé');
INSERT INTO patients VALUES ('R0143', 1, 76, 'OMS 2', 70, 3628.73896, 222, 'décédé');
INSERT INTO patients VALUES ('R0146', 2, 53, 'OMS 1', 90, 907.18474, 356, 'vivant');
INSERT INTO patients VALUES ('R0147', 1, 71, 'OMS 0', 100, 907.18474, 353, 'décédé');
INSERT INTO patients VALUES ('R0148', 1, 54, 'OMS 1', 90, 5896.70081, 163, 'décédé');
INSERT INTO patients VALUES ('R0154', 2, 53, 'OMS 1', 80, 1814.36948, 182, 'décédé');
INSERT INTO patients VALUES ('R0155', 1, 55, 'OMS 2', 70, 4535.9237, 156, 'décédé');
INSERT INTO patients VALUES ('R0157', 2, 68, 'OMS 1', 90, 3175.14659, 364, 'vivant');
INSERT INTO patients VALUES ('R0158', 1, 62, 'OMS 2', 70, 12246.99399, 291, 'décédé');
INSERT INTO patients VALUES ('R0161', 2, 62, 'OMS 0', 90, 3628.73896, 384, 'vivant');
INSERT INTO patients VALUES ('R0162', 2, 44, 'OMS 1', 90, 907.18474, 268, 'décédé');
INSERT INTO patients VALUES ('R0165', 1, 64, 'OMS 1', 80, 7257.47792, 413, 'vivant');
INSERT INTO patients VALUES ('R0166', 2, 57, 'OMS 0', 90, 1360.77711, 266, 'vivant');
INSERT INTO patients VALUES ('R0172', 2, 58, 'OMS 0', 90, 4535.9237, 348, 'décédé');
INSERT INTO patients VALUES ('R0173', 1, 56, 'OMS 1', 90, 16782.91769, 197, 'décédé');
INSERT INTO patients VALUES ('R0174', 2, 43, 'OMS 0', 100, 2721.55422, 382, 'vivant');
INSERT INTO patients VALUES ('R0180', 2, 74, 'OMS 0', 100, 0, 269, 'vivant');
INSERT INTO patients VALUES ('R0183', 2, 66, 'OMS 0', 90, NULL, 350, 'décédé');
INSERT INTO patients VALUES ('R0184', 2, 65, 'OMS 1', 80, -453.59237, 272, 'vivant');
INSERT INTO patients VALUES ('R0187', 2, 72, 'OMS 2', 70, 9071.8474, 285, 'décédé');
INSERT INTO patients VALUES ('R0189', 1, 64, 'OMS 1', 80, 5443.10844, 110, 'décédé');
INSERT INTO patients VALUES ('R0191', 1, 72, 'OMS 1', 80, 6350.29318, 270, 'décédé');
INSERT INTO patients VALUES ('R0192', 1, 52, 'OMS 2', 60, NULL, 81, 'décédé');
INSERT INTO patients VALUES ('R0197', 2, 63, 'OMS 1', 80, 0, 243, 'vivant');
INSERT INTO patients VALUES ('R0200', 1, 60, 'OMS 1', 90, 0, 135, 'décédé');
INSERT INTO patients VALUES ('R0201', 2, 64, 'OMS 1', 90, 16782.91769, 79, 'décédé');
INSERT INTO patients VALUES ('R0203', 2, 63, 'OMS 0', 90, 0, 240, 'vivant');
INSERT INTO patients VALUES ('R0205', 2, 63, 'OMS 0', 100, 0, 235, 'vivant');
INSERT INTO patients VALUES ('R0213', 1, 69, 'OMS 1', 90, 0, 185, 'vivant');
INSERT INTO patients VALUES ('R0220', 2, 57, 'OMS 0', 80, 4989.51607, 175, 'vivant');
INSERT INTO patients VALUES ('R0226', 2, 75, 'OMS 2', 60, 2267.96185, 105, 'vivant');
