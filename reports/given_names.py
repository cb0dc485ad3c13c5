"""Frequent given names of Colombia and of English speakers: how a person is found whom no tab names.

Left out are names that are as often something else: months, places, virtues, colours (``Santiago``, ``Victoria``,
``Grace``, ``Sol``, ``Will``).
"""

from __future__ import annotations

_WRITTEN = """
Adriana Adrián Alba Alberto Alejandra Alejandro Alexandra Alfonso Alfredo Alicia Álvaro Amparo Ana Andrea Andrés
Ángela Angélica Angie Antonio Armando Arturo Astrid Beatriz Bernardo Bibiana Camila Camilo Carla Carlos Carmen
Carolina Catalina Cecilia César Clara Claudia Cristian Cristina Daniel Daniela Danilo David Diana Diego Edgar Edison
Eduardo Edwin Elena Eliana Elías Elizabeth Elkin Emilio Enrique Érika Ernesto Esteban Esperanza Estefanía Fabián
Fabio Felipe Fernanda Fernando Francisco Freddy Gabriel Gabriela Gerardo Germán Gilberto Giovanni Gladys Gloria
Gonzalo Guillermo Gustavo Héctor Helena Henry Hernán Hernando Hugo Ignacio Inés Iván Isabel Isabella Jaime Jairo
Javier Jefferson Jenny Jessica Jhon Joaquín Johana Johanna John Jonathan Jorge José Juan Juana Juliana Julián Julio
Karen Karina Katherine Laura Leidy Leonardo Leonor Liliana Lina Lorena Lucas Lucía Luis Luisa Luisina Magdalena
Manuel Manuela Marcela Marco Margarita María Mariana Mario Marisol Marta Martha Martín Mateo Matías Mauricio Melissa
Miguel Milena Mónica Miriam Myriam Nancy Natalia Nelson Nicolás Nicole Nora Norma Nubia Olga Omar Orlando Óscar
Oswaldo Pablo Paola Patricia Paula Pedro Pilar Rafael Ramiro Ramón Raúl Rebeca Ricardo Roberto Rocío Rodrigo Rosalba
Rubén Samuel Sandra Sara Sebastián Sergio Silvia Simón Sofía Sonia Stella Stephanie Susana Tatiana Teresa Tomás
Valentina Valeria Verónica Vicente Víctor Viviana Wilson William Ximena Yaneth Yesenia Yolanda Yuliana
Aaron Abigail Adam Alan Albert Alex Alexander Alice Alison Amanda Amy Andrew Angela Anna Anne Anthony Ashley Barbara
Benjamin Beth Betty Brandon Brenda Brian Bruce Caroline Catherine Charles Charlotte Christina Christine Christopher
Cynthia Deborah Debra Dennis Diane Donald Donna Dorothy Douglas Edward Elizabeth Emily Emma Eric Ethan Eugene Evelyn
Frances Gary George Gerald Gregory Hannah Harold Heather Helen Isaac Jack Jacob James Jane Janet Janice Jason
Jeffrey Jennifer Jeremy Joan Joe Joseph Joshua Joyce Judith Judy Julia Julie Justin Karl Katie Keith Kelly Kenneth
Kevin Kimberly Larry Lauren Lawrence Linda Lisa Logan Madison Margaret Marie Marilyn Martha Mary Matthew Megan
Michael Michelle Nathan Nicholas Noah Olivia Oliver Pamela Patrick Paul Peter Philip Rachel Ralph Raymond Rebecca
Richard Robert Roger Ronald Russell Ruth Ryan Samantha Sarah Scott Sean Sharon Shirley Sophia Stephen Steven Susan
Teresa Thomas Timothy Tyler Vanessa Vincent Virginia Walter Zachary
"""
GIVEN_NAMES = frozenset(_WRITTEN.split())
