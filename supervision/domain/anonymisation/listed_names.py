"""Given names that are hardly anything else: written by hand for this check.

They come from general knowledge of the names heard in care in Scotland and beyond it: no register,
census or outside list was copied. Accents are kept for the reader and folded on import.
"""

from __future__ import annotations

from typing import Final

from supervision.domain.anonymisation.folding import folded

_NAMES: Final = """
Aaron Abbie Abigail Ada Adam Adele Adrian Agnes Aidan Aileen Ailie Ailish Ailsa Aimee Ainsley Alan
Alasdair Alastair Albert Alec Alex Alexa Alexander Alexandra Alexis Alf Alfie Alfred Algernon
Alice Alicia Alison Alistair Allan Allana Allison Allie Alma Alyssa Amanda Amelia Amy Ana Andrea
Andrew Andy Angela Angie Angus Anita Ann Anna Annabel Annabelle Anne Annette Annie Anthea Anthony
Antonia Arabella Archibald Archie Arlene Arnold Arthur Ashleigh Ashley Audrey Ava Avril Barbara
Barclay Barney Barry Bart Beatrice Beatrix Becky Belinda Bella Ben Benjamin Benny Bernadette
Bernard Bernice Bert Bertie Bertha Beryl Bessie Beth Bethan Bethany Betsy Betty Bev Beverley
Beverly Bex Billie Billy Blair Blanche Bobbie Bobby Brad Bradley Brenda Brendan Brian Bridget
Bridie Britney Bronwen Bronwyn Bruce Bryan Bryce Bryony Caitlin Callum Calum Calvin Cameron
Camilla Campbell Cara Carla Carlos Carly Carmen Caroline Carolyn Carrie Carys Cassandra Cassie
Catherine Cathie Cathy Catriona Cecil Cecilia Cecily Cedric Celia Ceri Chantelle Charlene Charles
Charley Charlie Charlotte Chelsea Cherie Cheryl Chloe Chris Chrissie Christina Christine
Christopher Claire Clara Clare Clarence Clarissa Claude Claudia Clement Clifford Clive Colette
Colin Colleen Colm Conall Connie Connor Conor Constance Cordelia Corinne Cormac Courtney Craig
Cressida Cyril Cynthia Daniel Danielle Danny Daphne Darcey Daren Darragh Darrell Darren Daryl Dave
David Davie Davy Deanna Debbie Deborah Debra Declan Deirdre Delia Denis Denise Dennis Denzil Derek
Dermot Desmond Diana Diane Dianne Dillon Dina Dionne Dolly Dolores Dominic Donald Donna Donnie
Doreen Dorian Doris Dorothy Doug Dougal Dougie Douglas Duncan Dylan Eamon Eamonn Ebenezer Eddie
Eddy Edgar Edie Edith Edmund Edna Edward Edwin Edwina Effie Eileen Eilidh Eilish Elaine Eleanor
Elena Eliza Elizabeth Ella Ellen Ellie Elliot Elliott Eloise Elsie Elspeth Elva Emily Emma Ena
Enid Eric Erica Erin Ernest Ernie Esme Esmé Esther Ethan Ethel Eugene Eunice Euan Eva Evan Evelyn
Evie Ewan Ewen Fearghas Felix Fergus Fiona Fionn Flora Florence Florrie Fran Frances Francesca
Francis Frankie Fraser Fred Freda Freddie Freddy Frederick Freya Gabriel Gabrielle Gareth Garry
Gary Gavin Gayle Gemma Geoff Geoffrey George Georgia Georgie Georgina Gerald Geraldine Gerard
Gerry Gertie Gertrude Gilbert Giles Gillian Gina Gladys Glenda Glenn Glenys Gloria Gordon Graeme
Graham Grainne Greer Greg Gregor Gregory Greta Griselda Gus Guthrie Gwen Gwendoline Gwyneth Hamish
Hannah Hannelore Harold Harriet Harriett Harris Harrison Harry Harvey Hattie Hayden Hayley Hector
Heidi Helen Helena Henrietta Henry Herbert Hetty Hilary Hilda Horace Howard Hubert Hugh Hughie
Hugo Humphrey Ian Iain Ida Ike Ina Ingrid Innes Iona Irene Irvine Isaac Isabel Isabella Isabelle
Isa Isaiah Isla Isobel Ishbel Iseabail Ivan Ivor Jackie Jacob Jacqueline Jacqui Jaimie Jake James
Jamie Jane Janet Janette Janice Janie Janine Jared Jason Jayden Jayne Jean Jeanette Jeanie Jeannie
Jeff Jeffrey Jemima Jemma Jen Jenna Jennie Jennifer Jenny Jeremiah Jeremy Jerome Jess Jesse
Jessica Jessie Jill Jim Jimmy Jinty Joan Joanna Joanne Joe Joel Joey John Johnnie Johnny Jon Jonah
Jonathan Joseph Josephine Joshua Josie Joyce Juan Judith Judy Julia Julian Julie Juliet Justin
Kate Katherine Kathleen Kathryn Kathy Katie Katrina Katy Kay Kayleigh Keir Keira Keith Kelly
Kenneth Kenny Kerr Kerry Kevin Kieran Kim Kimberley Kirsteen Kirsten Kirsty Kirstie Kristin Kurt
Kyle Lachie Lachlan Lana Laura Lauren Laurence Laurie Lawrence Lawson Leah Lee Leigh Leila Lena
Lenny Leo Leon Leona Leonard Leroy Lesley Leslie Lewis Liam Libby Lilian Lillian Lillias Linda
Lindsay Lindsey Linsey Lionel Lisa Lisbeth Liz Liza Lizzie Lloyd Logan Lois Lola Lorcan Lorenzo
Lorna Lorne Lorraine Lottie Lou Louis Louisa Louise Lucas Lucinda Lucy Luke Lulu Lydia Lyle Lyn
Lynda Lyndsay Lynn Lynne Lynsey Mabel Madeleine Madge Maeve Magda Maggie Magnus Maisie Malcolm
Malachy Mamie Mandy Marc Marcia Marcus Margaret Marge Margery Margo Margot Marguerite Maria Marian
Marianne Marie Marilyn Marion Marjorie Marlene Marsha Marshall Martha Martin Martina Martyn Marvin
Mary Matilda Matt Matthew Maud Maude Maureen Maurice Mavis Maxine Maxwell Megan Mel Melanie
Melissa Melvin Meredith Merle Mhairi Mia Michael Michaela Micheal Michelle Mickey Mike Mildred
Millicent Millie Milly Minnie Miranda Miriam Mitch Mitchell Moira Molly Mona Monica Monty Morag
Morgan Morna Morris Morrison Mortimer Morven Moyra Muir Muireann Mungo Murdo Murdoch Muriel Murray
Myra Nadine Nancy Nanette Naomi Natalie Natasha Nathan Nathaniel Neal Ned Neil Nellie Nelly Nelson
Nessie Netta Nettie Neville Nicholas Nicky Nicola Nicole Nigel Niall Nina Ninian Nita Noah Noelle
Nora Norah Noreen Norma Norman Norrie Nuala Oisin Oliver Olivia Ollie Oona Oonagh Orla Orlaith
Oscar Osborne Osgood Oswald Otis Otto Owen Paddy Pam Pamela Patricia Patrick Patsy Patti Paul
Paula Paulette Pauline Pearse Peggy Penelope Percy Perpetua Pete Peter Petra Petrina Phil Philip
Philippa Phillip Philomena Phoebe Phyllis Pierre Priscilla Quentin Quintin Rab Rabbie Rachael
Rachel Rae Ralph Ramsay Randall Raonaid Raymond Rebecca Reece Reg Reggie Reginald Rena Rhian
Rhiannon Rhoda Rhona Rhys Richard Richie Ricky Rita Robbie Robert Roberta Roddy Roderick Rodney
Roger Roland Rolf Ron Rona Ronald Ronan Ronnie Rory Rosa Rosalind Rosamund Roseanne Rosemarie
Rosie Roslyn Ross Rosslyn Rowena Roxanne Roy Ruairidh Ruaridh Rupert Russell Ruth Ryan Sadie Sally
Sam Samantha Sammy Samuel Sara Sarah Saul Scarlett Scott Seamus Sean Sebastian Selina Senga
Seonaid Seonag Shane Shannon Sharon Shauna Shaun Shawn Sheena Sheila Shelagh Shelley Shirley Shona
Shonagh Shug Sian Sidney Siegfried Silas Simon Simone Sinclair Sinead Siobhan Skye Sophia Sophie
Sorcha Spencer Stacey Stan Stanley Stefan Stella Stephanie Stephen Steve Steven Stewart Struan
Stuart Susan Susanna Susannah Susie Suzanne Sybil Sylvia Tabitha Tam Tamara Tammy Tania Tanya Tara
Tavish Ted Teddy Teresa Terence Terry Tess Tessa Thea Thelma Theo Theodore Theresa Therese Thomas
Thomasina Tilly Tim Timothy Tina Titus Toby Todd Tom Tommy Toni Tony Torquil Tracey Tracy Trevor
Tricia Trish Trisha Trixie Trudy Tyler Tyrone Una Ursula Valerie Vanessa Vaughan Vera Vernon
Veronica Vicky Victor Victoria Vikki Vina Vince Vincent Vivian Vivien Vivienne Wallace Wally
Walter Wanda Wattie Wayne Wendy Wesley Wilbur Wilfred Wilhelmina Willa William Willie Willy Wilma
Winifred Winnie Winston Wullie Xander Yolanda Yvette Yvonne Zach Zachary Zara Zena Zoe Zoey Zander

Aonghas Aonghus Beathag Cairistìona Catrìona Coinneach Dòmhnall Donnchadh Dolina Domhnall Eachann
Ealasaid Eòghann Fearchar Fionnlagh Floraidh Gilleasbuig Ìomhar Iseabal Lachlann Màiri Mairead
Marsaili Mòrag Muireall Murchadh Murdina Oighrig Peadar Peigi Raghnall Ruairi Ruaraidh Seòras
Seumas Sìne Sìneag Sìleas Siùsaidh Somhairle Somerled Teàrlach Tormod Ùna Uilleam Uisdean Ùisdean
Kenna Kirstag Johan Donalda Hughina Williamina Murdag Peigidh Áine Aisling Aoibheann Aoife
Bláthnaid Bríd Breda Caoimhe Caoilfhionn Ciara Ciarán Clíona Clodagh Cillian Colmán Dáithí
Diarmuid Donal Dónal Eimear Emer Eoghan Eoin Fiachra Fionnuala Finola Finbar Gráinne Iarla Íde
Laoise Liadan Mairéad Máire Máirín Mícheál Muiris Niamh Odhrán Oisín Pádraig Padraic Pádraic
Proinsias Ríona Róisín Rónán Ruadhán Sadhbh Saoirse Séamus Seán Seosamh Sinéad Siobhán Tadhg Tomás
Treasa Turlough Úna Angharad Aled Alun Anwen Arwel Blodwen Branwen Carwyn Catrin Dafydd Dai Delyth
Dewi Dilwyn Dilys Eirlys Eirwen Eleri Eluned Emlyn Emrys Ffion Geraint Gethin Glyn Gruffydd
Gwenllian Gwilym Gwynfor Heledd Huw Hywel Idris Ieuan Ifan Ifor Illtyd Iolo Iorwerth Iwan Llew
Llewelyn Lowri Marged Meinir Menna Meurig Myfanwy Nerys Nesta Olwen Osian Owain Rhodri Rhydian
Sioned Sion Siân Steffan Tegwen Tomos Tudur Wyn

Aamir Aarav Aarti Abhishek Aditi Aditya Ajay Akash Akhil Akshay Alka Aman Amar Amarjit Amit Amrit
Amrita Anand Ananya Anil Anjali Anjana Ankit Ankita Anu Anupama Anuradha Aparna Archana Arjun Arun
Aruna Arvind Asha Ashok Ashwin Avinash Avtar Baldev Balbir Baljit Balwinder Bharat Bhavna
Bhupinder Chandra Chetan Daljit Davinder Deepa Deepak Deepika Devi Dhruv Dilip Dinesh Divya Gagan
Ganesh Gaurav Gauri Geeta Gita Girish Gopal Govind Gulshan Gurdeep Gurdip Gurjit Gurmeet Gurpreet
Gursharan Hardeep Hari Harish Harjit Harpreet Hema Hemant Indira Inderjit Ishaan Jagdish Jagjit
Jaspal Jasbir Jasmeet Jaswinder Jatinder Jaya Jayesh Jyoti Kailash Kalpana Kamal Kamala Kamaljit
Kanta Karan Karthik Kavita Kewal Kiran Kishore Krishna Kuldeep Kuldip Kulwant Kulwinder Kumar
Lakshmi Lalit Lalita Lata Leela Madhav Madhu Madhuri Mahesh Malini Mandeep Maninder Manish Manisha
Manjit Manju Manjula Manoj Manpreet Meena Meera Meenakshi Mohan Mohinder Mohini Mukesh Nalini
Nandini Naresh Narinder Navdeep Naveen Neelam Neeraj Neeta Neha Nikhil Nikita Nirmal Nirmala Nisha
Nitin Padma Pallavi Pankaj Paramjit Parminder Parvati Pawan Pooja Prabha Pradeep Prakash Pramod
Pranav Prasad Prashant Praveen Preeti Priti Priya Priyanka Pushpa Radha Raghav Rahul Rajan Rajeev
Rajesh Rajinder Rajiv Rajni Rakesh Raman Ramesh Ranjit Rashmi Ravi Ravinder Reena Rekha Renu
Renuka Riya Rohan Rohit Roshan Rupinder Sachin Sandeep Sangeeta Sanjay Sanjeev Santosh Sapna
Sarita Saroj Satish Satnam Satwinder Savita Seema Shalini Shankar Shanti Sharad Sharda Shashi
Sheetal Shilpa Shivani Shobha Shreya Shyam Simran Sita Smita Sneha Sonia Sonal Sudha Sudhir Sujata
Sukhdev Sukhwinder Suman Sumit Sunil Sunita Suresh Surinder Surjit Sushila Sushma Swati Tanvi
Tarun Tejinder Urmila Usha Vandana Varinder Varun Vasant Vatsala Vijay Vikas Vikram Vimala Vinay
Vinod Vishal Vivek Yash Yogesh

Aaliyah Abbas Abda Abdul Abdullah Abdulrahman Abdirahman Abu Adeel Adil Adnan Afshan Afzal Ahmad
Ahmed Aisha Akbar Akhtar Akram Ali Alia Aliyah Almas Amal Amani Ameen Ameena Ameer Amin Amina
Aminah Amir Amira Ammar Anas Aneela Anisa Anwar Arif Arshad Asad Asif Asim Asma Asmaa Atif Aya
Ayaan Ayan Ayesha Aysha Azam Azhar Aziz Aziza Azra Babar Bashir Basma Batool Bilal Bilqis Bushra
Dalia Dawood Ebrahim Ehsan Emaan Faisal Faiza Farah Fareed Farhan Farhana Farid Farida Farooq
Farzana Fatema Fatemeh Fathi Fatima Fatimah Fauzia Fawzia Firdous Fouad Ghazala Ghulam Habib
Habiba Hadeel Hadi Hadiya Hafiz Hafsa Haider Hala Halima Hamid Hamida Hamza Hana Hanan Hani Hanif
Haroon Hasan Hassan Heba Hisham Hoda Huda Humaira Hussain Hussein Ibrahim Idrees Ihsan Ikram Ilyas
Iman Imran Imtiaz Inaya Iqbal Iram Irfan Ishaq Ismail Ismat Jabir Jafar Jalal Jamal Jamila Jamil
Javed Javid Jawad Junaid Kalsoom Kamran Karim Kareem Kashif Khadija Khadijah Khaled Khalid Khalida
Khalil Khurram Kulsum Laiba Laila Layla Leyla Lubna Mahmood Mahmoud Maha Maham Majid Malik Manal
Mansoor Maryam Mariam Masood Maysoon Mehmood Mehwish Mohamed Mohammad Mohammed Mohamud Moustafa
Mubarak Mueen Muhammad Muhammed Mumtaz Munir Munira Musa Mustafa Muzaffar Nabeel Nabil Nabila Nada
Nadeem Nadia Nadim Naeem Naheed Nahid Naima Najma Nargis Naseem Naseer Nashwa Nasir Nasreen Nasser
Nasrin Naveed Nawal Nawaz Nazia Nazir Nazma Nida Nighat Noor Nour Nuha Nur Nusrat Omar Omer Osama
Osman Othman Parveen Parvez Qaiser Qasim Rabia Rafiq Rafia Raheem Rahim Rahma Rahman Raisa Ramzan
Rania Rasheed Rashid Rashida Raza Razia Reem Rehana Rehman Riaz Rida Rizwan Robina Rukhsana
Ruqayyah Saad Saba Sabah Sabina Sabir Sabiha Sabrina Sadaf Sadia Saeed Safa Safia Sahar Saima
Sajid Sajida Sakina Salah Salam Saleem Saleh Salim Salma Salman Samar Samia Samina Samira Samir
Saqib Sarwar Shabana Shabir Shafiq Shagufta Shahid Shahida Shahnaz Shaista Shakeel Shakila Shama
Shamim Shamima Sharif Shazia Shehnaz Shereen Shoaib Sidra Siddiq Sohail Soraya Suleiman Sulaiman
Sumaira Sumayya Syed Tahir Tahira Tahmina Tariq Tasneem Tayyab Tayyiba Ubaid Umar Ummer Usman Uzma
Wafa Wafaa Wahid Walid Waleed Waqar Waseem Wasim Yahya Yaqub Yasin Yasir Yasmeen Yasmin Yasmine
Younis Yousef Youssef Yousuf Yunus Yusra Yusuf Zafar Zahid Zahida Zahir Zahra Zain Zaina Zainab
Zaki Zakia Zarina Zaynab Zeenat Zeinab Ziad Zia Zubair Zubaida Zulfiqar

Abayomi Abena Abeo Abimbola Abiodun Abiola Abosede Ade Adaeze Adanna Adaobi Adaora Adebayo Adebisi
Adebola Adedayo Adekunle Adeola Aderonke Adesola Adetokunbo Adewale Adjoa Adwoa Afia Afua Akin
Akinwale Akosua Akua Akwasi Ama Amadi Amarachi Amadou Aminata Ansah Araba Asantewaa Ayo Ayodele
Ayomide Babajide Babatunde Bamidele Binta Bisi Bola Bolanle Bukola Buchi Chiamaka Chibuike Chibuzo
Chichi Chidera Chidi Chidinma Chika Chike Chima Chimamanda Chinedu Chinelo Chinenye Chinonso
Chinwe Chinyere Chioma Chukwudi Chukwuemeka Damilola Dayo Ebele Ebere Ebo Efe Efua Ejike Ekene
Ekow Emeka Emmanuel Enitan Esi Eze Ezinne Fadekemi Fatou Fatoumata Femi Fiifi Fola Folake Folasade
Folashade Funke Funmi Funmilayo Ifeanyi Ifeoma Ifeyinwa Ijeoma Ikechukwu Ikenna Isatou Iyabo Jide
Kayode Kehinde Kelechi Kemi Kofi Kojo Kolade Korede Kunle Kwabena Kwaku Kwame Kwasi Kweku Kwesi
Lamin Lanre Lekan Mamadou Mariama Maame Mobolaji Modupe Moyo Ndidi Ngozi Nkechi Nkem Nkiru Nkiruka
Nnamdi Nneka Nnenna Nuru Obi Obinna Obioma Ogechi Olabisi Olajide Olanrewaju Olayinka Oluchi
Olufemi Olufunmilayo Olumide Olusegun Oluseun Oluwaseun Oluwatobi Oluwatoyin Omolara Omotola
Onyeka Onyinye Osagie Ousmane Remi Rotimi Sade Sadio Segun Seun Somto Sulola Taiwo Temitope
Titilayo Tobi Tokunbo Tolu Tope Toyin Tunde Uche Uchenna Udo Ugo Ugochi Uzo Wale Yaa Yaw Yejide
Yemi Yetunde Yewande Yinka Zainabu Zikora

Agata Agnieszka Aleksandra Aleksander Alicja Andrzej Aneta Aniela Anka Antoni Arkadiusz Artur
Bartek Bartłomiej Bartosz Basia Beata Bogdan Bogumił Bożena Bronisław Bronisława Cezary Celina
Czesław Czesława Damian Danuta Dariusz Darek Dawid Dominik Dominika Dorota Edyta Elżbieta Ela
Emilia Ewa Ewelina Feliks Filip Franciszek Gabriela Genowefa Gosia Grażyna Grzegorz Halina Hanna
Henryk Honorata Ignacy Ilona Irena Iwona Izabela Jacek Jadwiga Jakub Janina Janusz Jarek Jarosław
Jerzy Jolanta Józef Józefa Julita Justyna Kacper Kamil Kamila Karolina Kasia Katarzyna Kazimierz
Kazimiera Kinga Klaudia Konrad Krystian Krystyna Krzysztof Krzysiek Kuba Lechosław Leszek Lidia
Lucyna Ludwik Łucja Łukasz Maciej Maciek Magdalena Małgorzata Marcin Marek Mariola Mariusz Marta
Marzena Mateusz Michał Mieczysław Milena Mirosław Mirosława Monika Natalia Olek Oliwia Olga
Patrycja Paulina Paweł Piotr Piotrek Przemek Przemysław Radek Radosław Rafał Regina Renata Roksana
Ryszard Sławomir Stanisław Stanisława Stefania Sylwester Sylwia Szymon Tadeusz Tomasz Tomek
Urszula Wacław Waldemar Wiesław Wiesława Wiktor Wiktoria Witold Władysław Władysława Włodzimierz
Wojciech Wojtek Zbigniew Zbyszek Zdzisław Zenon Zofia Zosia Zuzanna Zygmunt

Adela Adelina Adina Adriana Alexandru Alin Alina Anca Andrei Andreea Anghel Aurel Aurelia Aurica
Bianca Camelia Cătălin Cătălina Cezar Ciprian Claudiu Constantin Constanța Corina Cornel Cornelia
Cosmin Costel Costică Costin Crina Cristi Cristian Cristina Dănuț Daniela Doina Dorel Dorin Dorina
Dragoș Dumitru Ecaterina Emil Eugen Eugenia Felicia Filofteia Florentina Florica Florin Florina
Gabi Gavril Gelu Georgeta Gheorghe Gheorghița Grigore Horia Horațiu Ileana Ilie Ilinca Ioan Ioana
Ionel Ionela Ionuț Iulia Iulian Iuliana Lăcrămioara Laurențiu Lavinia Lenuța Liliana Liviu
Loredana Luca Lucia Lucian Luminița Mădălina Maricica Marilena Marin Marinela Marius Matei Mihaela
Mihai Mihail Mioara Mircea Mirela Mirabela Mugur Narcisa Neculai Nicoleta Nicolae Nicușor Octavian
Oana Otilia Ovidiu Paraschiva Petre Petru Petronela Radu Raluca Răzvan Rodica Ruxandra Sabin
Silviu Silvia Simona Sorin Sorina Steliana Ștefan Ștefania Teodor Teodora Tiberiu Traian Tudor
Valentin Valentina Valeriu Vasile Vasilica Viorel Viorica Virgil Vlad Vlăduț Zamfira

Aiguo Ailing Baojun Bao Baozhen Bingwen Cheng Chenxi Chunhua Chunmei Dawei Fei Feifei Fenfang
Guanghui Guoqiang Guowei Haiyan Hao Haoran Hongmei Hua Hui Huifang Huimin Jia Jiahui Jiali Jiaming
Jian Jianguo Jianhua Jianjun Jiayi Jing Jingyi Jinhua Jinjing Junjie Kaiming Kwok Lan Lanfen Lei
Li Lifen Lihua Lijuan Lili Lijun Liming Liping Lin Ling Liu Liwei Mei Meifeng Meihua Meiling
Meiying Minghua Mingyu Ning Peng Qiang Qiaoyun Qing Qingqing Rong Rui Ruolan Shan Shufen Shufang
Shulan Siu Sze Tian Ting Wai Wei Weiguo Weimin Weiming Wen Wenbo Wenjing Xia Xian Xiang Xiao
Xiaofeng Xiaoli Xiaoling Xiaoming Xiaoyan Xin Xinyi Xiu Xiulan Xiuying Xiumei Xiuzhen Xu Xue
Xuefeng Yan Yanfang Yanyan Ying Yichen Yifan Yiming Yingying Yong Yu Yuan Yue Yuhan Yulan Yuming
Yun Yutong Yuxin Zhen Zhenhua Zhi Zhihao Zhiming Zhiwei Zhongwei Zihan Zixuan

Carol Carole Carolann Sandra Karen Karin Karina Karyn Arlo Finley Finlay Finn Harley Brodie Cole
Corey Mirren Callie Ayda Maya Aria Sienna Hallie Quinn Robyn Lucie Kirstin Kirstine Leanne Lyndsey
Jillian Mima Mysie Teenie Meg Meggie Elma Euphemia Grizel Bunty Dod Doddie Geordie Jock Boab Wull
Alick Anndra Cailean Seonaidh Assumpta Attracta Concepta Cathal Fintan Enda Fergal Gearóid Donncha
Síle Orlagh Kaye Ed Babs Lynette Marjory Etta Erlend Sigurd Inga Thorfinn Rognvald Mhari Janey
Nairne Keziah Kezia Kiera Kara Karrie Layna Lara Lyra Maeva Neve Nieve Niomi Paige Phyllida
Rosalie Shirlee Sonya Sheryl Suzi Tallulah Thomasine Tia Verena Willow Zachariah Ezra Elijah Eli
Ellis Emmet Jaxon Jensen Kai Kayden Leighton Reuben Rufus Tate Tobias Albie Alwyn Bernie Bernadine
Catherina Charmaine Chantal Cheralyn Claudine Coleen Darlene Desiree Donella Dougald Elspet Eppie
Ethne Eithne Evelina Fenella Gilda Glynis Gwenda Isadora Jeannette Jenefer Jocelyn Joycelyn
Kathryne Lavina Leonora Letitia Lettie Lilias Lorina Lynetta Maida Maidie Malvina Marietta Marlyn
Maryann Melinda Merran Nanno Nola Oonah Ottilie Rodina Sheelagh Sybella Tibbie Winsome Zelda
Aubrey Augustus Cuthbert Dominick Ferdinand Gaston Gideon Granville Greville Hilton Jonty Kester
Lennox Linton Maitland Merlin Monroe Nevin Orlando Osmond Peregrine Ranald Sholto Terrance Tristan
Uriah Wilfrid Zachery Delroy Errol Everton Marvalyn Precilla Shanice Shaniqua Tyrell Jermaine
Devonte Marlon Cornell Beverlyn

Modou Ebrima Wanjiru Njeri Tendai Tatenda Farai Rudo Chipo Thabo Sipho Nomsa Abebe Selam Tesfay
Hodan Faduma Abdi Hibo Maryan Ousman Bakary Fatoumatta Kadiatou Mariatu Isata Mohamadou Yusupha
Oumar Abdoulaye Cheikh Aissatou Oumou Seydou Issa Singh Kaur Begum Gurbachan Harbhajan Jagtar
Kirpal Mohinderjit Pritam Surjeet Kulbir Parmjit Rajwinder Sukhjit Ranjana Mrunal Goran Dilan
Rojin Azad Shirin Reza Parisa Hossein Mehmet Ayşe Fatma Emre Zeynep Mahsa Nasim Farzad Behrouz
Kourosh Soheila

Oleksandr Oksana Olena Svitlana Iryna Yulia Dmytro Volodymyr Andriy Sergei Serhiy Tatiana Tetiana
Svetlana Anastasia Kateryna Mykola Mykhailo Nataliya Lyudmyla Halyna Bohdan Taras Vasyl Yuriy
Jonas Rasa Vytautas Jurate Janis Ilze Jose Manuel João Luis Sofia Pedro Miguel Giovanni Giulia
Marco Paolo Luigi Klaus Jürgen Heike Lars Björn Astrid Nguyen Linh Thuy Minh
Shabnam Yuki Hiroshi Jasmin
"""


LISTED: Final = folded(_NAMES)

# Names that are also words when they are written small; capitals tell them apart.
SMALL_WORDS: Final = folded(
    """
    adam akin alma amal aman amin angus aria ayan bart bella benny bert billy bola brad bruce cara
    carmen carol charlie chelsea chris clement cole colin cyril devi dina dolly eddy ellis emil
    eppie etta finn flora fran garry gaston geordie gita hari harley harris harry hector hilton
    iman iona isla ivan jackie jake jasmin jean jenny jimmy jing jock joey john jyoti kara kyle
    lana lara lata lena lennox ling logan luca lucia luke lulu marco marin martin matt maud merle
    merlin mike milly minh minnie mitch molly monroe mustafa nancy neil nelly nessie nicky nita
    noor omar orlando otto paddy patsy paul peggy peng pete peter quinn rasa reggie regina remi
    roger rosa ruth sade sally scarlett scott shama shan shanti sienna skye spencer tara tate
    teddy tilly toby todd tommy tony tope trudy tudor victor wally willow willy wull ying yong
    yuan
    """
)
